using Viml.Models;

namespace Viml.Library.Catalog;

/// <summary>A stretch of a track and its place in the joint space.</summary>
/// <param name="Start">Seconds from the start of the track.</param>
/// <param name="Length">Seconds.</param>
/// <param name="Embedding">Unit vector in the joint space.</param>
internal sealed record SegmentEmbedding(double Start, double Length, float[] Embedding);

/// <summary>Where a track and its segments lie in the joint space of one bundle.</summary>
internal sealed record TrackEmbeddings(string BundleHash, float[] Whole, IReadOnlyList<SegmentEmbedding> Segments);

/// <summary>Everything the library keeps about the content of one music file.</summary>
/// <param name="ContentHash">SHA-256 of the file, lower-case hexadecimal.</param>
/// <param name="Labels">What the file says about itself.</param>
/// <param name="Duration">Seconds of sound.</param>
/// <param name="EncoderKey"><see cref="LibraryMeta.EncoderKey"/> of the features and tags.</param>
/// <param name="Features">Base features, already rounded to float16.</param>
/// <param name="Tags">Probability of each tag of the vocabulary, mean over time.</param>
/// <param name="Embeddings">Places in the joint space.</param>
internal sealed record TrackContent(
    string ContentHash, TrackLabels Labels, double Duration, string EncoderKey, FeatureSequence Features, float[] Tags, TrackEmbeddings Embeddings);

/// <summary>What a music file says about itself; null where it says nothing.</summary>
public sealed record TrackLabels(string? Title, string? Artist, string? Album, string? Genre);
