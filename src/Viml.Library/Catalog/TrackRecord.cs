using Viml.Models;

namespace Viml.Library.Catalog;

/// <summary>A track that can be found.</summary>
/// <param name="Id">Its number in the library.</param>
/// <param name="ContentHash">SHA-256 of the file: the same in every library, however often it is indexed.</param>
/// <param name="Paths">The files that hold it, at least one, in the order of their names.</param>
/// <param name="Labels">The labels in the file.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="BundleHash">The bundle of its embeddings.</param>
/// <param name="Tags">Probability of each tag of the vocabulary.</param>
public sealed record TrackRecord(
    long Id, string ContentHash, IReadOnlyList<string> Paths, TrackLabels Labels, double Duration, string BundleHash, float[] Tags)
{
    /// <summary>The name of the track for programs: the first half of <see cref="ContentHash"/>.</summary>
    public string Key => KeyOf(ContentHash);

    /// <summary>The key of the track with this content.</summary>
    internal static string KeyOf(string contentHash) => contentHash.Length > 32 ? contentHash[..32] : contentHash;
}

/// <summary>Which models a track was made with.</summary>
/// <param name="Id">Its number in the library.</param>
/// <param name="ContentHash">SHA-256 of the file.</param>
/// <param name="EncoderKey"><see cref="LibraryMeta.EncoderKey"/> of its features and tags.</param>
/// <param name="BundleHash">The bundle of its embeddings.</param>
/// <param name="Duration">Seconds.</param>
public sealed record TrackState(long Id, string ContentHash, string EncoderKey, string BundleHash, double Duration);

/// <summary>Everything the library keeps about the content of one music file.</summary>
/// <param name="ContentHash">SHA-256 of the file, lower-case hexadecimal.</param>
/// <param name="Labels">The labels in the file.</param>
/// <param name="Duration">Seconds of sound.</param>
/// <param name="EncoderKey"><see cref="LibraryMeta.EncoderKey"/> of the features and tags.</param>
/// <param name="Features">Base features, already rounded to float16.</param>
/// <param name="Tags">Probability of each tag of the vocabulary, mean over time.</param>
/// <param name="Embeddings">Where it lies in the joint space.</param>
public sealed record TrackContent(
    string ContentHash, TrackLabels Labels, double Duration, string EncoderKey, FeatureSequence Features, float[] Tags,
    TrackEmbeddings Embeddings);

/// <summary>Where a track and its segments lie in the joint space of one bundle.</summary>
/// <param name="BundleHash">The bundle.</param>
/// <param name="Whole">Unit vector of the whole track.</param>
/// <param name="Segments">The segments in the order of their starts, at least one.</param>
public sealed record TrackEmbeddings(string BundleHash, float[] Whole, IReadOnlyList<SegmentEmbedding> Segments);

/// <summary>A stretch of a track and where it lies in the joint space.</summary>
/// <param name="Start">Seconds from the start of the track.</param>
/// <param name="Length">Seconds.</param>
/// <param name="Embedding">Unit vector in the joint space.</param>
public sealed record SegmentEmbedding(double Start, double Length, float[] Embedding);
