using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>What the video encoder gives for one file.</summary>
/// <param name="Features">Base features of the video.</param>
/// <param name="Duration">Seconds of video that were decoded.</param>
/// <param name="Warning">What is wrong with a file that could be decoded in part; null if nothing.</param>
public sealed record EncodedVideo(FeatureSequence Features, double Duration, string? Warning);
