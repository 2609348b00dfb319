using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>What the video encoder makes of one file.</summary>
/// <param name="Features">Base features of the picture.</param>
/// <param name="Duration">Seconds of picture that were decoded.</param>
/// <param name="Warning">What is wrong with a file that could be decoded in part; null where all is well.</param>
public sealed record EncodedVideo(FeatureSequence Features, double Duration, string? Warning);
