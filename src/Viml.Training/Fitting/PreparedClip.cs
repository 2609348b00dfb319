using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>A clip with everything that does not change while models are trained.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Key">Identifies its files, as <see cref="ClipShards.KeyOf"/>: another file under the same id has another key.</param>
/// <param name="Windows">Its music, where the music encoder is trained; else null.</param>
/// <param name="Music">Base features of its music, where the music encoder is frozen; else null.</param>
internal sealed record PreparedClip(Clip Clip, string Key, MusicWindows? Windows, FeatureSequence? Music)
{
    /// <summary>Base features of its video; null for a clip without one.</summary>
    public FeatureSequence? Video { get; init; }

    /// <summary>
    /// Whether the columns of <see cref="Video"/> that lie in the space of a text encoder were computed; if not, they are 0.
    /// </summary>
    public bool SeesLanguage { get; init; } = true;
}
