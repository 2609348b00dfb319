using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>What the music encoder gives for one file.</summary>
/// <param name="Labels">The labels in the file.</param>
/// <param name="Duration">Seconds of sound that were decoded.</param>
/// <param name="Features">Base features, one step per window, rounded to float16, as libraries keep them.</param>
/// <param name="Tags">
/// Probability of each tag of the vocabulary: the mean over the windows that are neither silence nor noise; 0 where there is none.
/// </param>
/// <param name="Warning">What is wrong with a file that could be decoded in part, as a phrase; null if nothing.</param>
public sealed record EncodedMusic(TrackLabels Labels, double Duration, FeatureSequence Features, float[] Tags, string? Warning)
{
    /// <summary>The warning as a sentence that names the file; null if there is none.</summary>
    public string? WarningAbout(string path) => Warning is null ? null : $"'{path}': {Warning}.";
}
