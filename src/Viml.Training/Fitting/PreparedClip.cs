using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>A clip with everything that does not change while models are trained.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Key">Identifies its files, as <see cref="ClipShards.KeyOf"/>: another file under the same id has another key.</param>
/// <param name="Video">Base features of its video; null for a clip without one.</param>
/// <param name="Windows">Its music, where the music encoder is trained; else null.</param>
/// <param name="Music">Base features of its music, where the music encoder is frozen; else null.</param>
internal sealed record PreparedClip(Clip Clip, string Key, FeatureSequence? Video, MusicWindows? Windows, FeatureSequence? Music);
