using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>A clip with everything that does not change while models are trained.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Key">Identifies its files, as <see cref="ClipShards.KeyOf"/>: another file under the same id has another key.</param>
/// <param name="Music">Its music.</param>
/// <param name="Video">Base features of its video; null for a clip without one.</param>
internal sealed record PreparedClip(Clip Clip, string Key, MusicWindows Music, FeatureSequence? Video);
