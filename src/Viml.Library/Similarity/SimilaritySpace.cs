using System.Numerics.Tensors;
using Viml.Models.Music;

namespace Viml.Library.Similarity;

/// <summary>
/// The space in which similarity is measured: a track is a vector of which some columns belong to each dimension. The similarity of two
/// tracks in a dimension follows from their Euclidean distance in its columns.
/// </summary>
/// <param name="Name">What makes the vectors.</param>
/// <param name="Version">Its version; vectors of different versions cannot be compared.</param>
/// <param name="Part">The first column of a dimension and how many it has; 0 columns where the space does not cover it.</param>
/// <param name="TypicalDistance">The distance in each dimension between two tracks taken at random.</param>
internal sealed record SimilaritySpace(
    string Name, string Version, Func<MusicDimension, (int Start, int Width)> Part, PerDimension TypicalDistance)
{
    /// <summary>Whether the space covers a dimension.</summary>
    public bool Covers(MusicDimension dimension) => Part(dimension).Width > 0;

    /// <summary>
    /// The similarity of two tracks in each dimension: 1 for the same, 0.5 at the distance of two tracks taken at random, towards 0 beyond;
    /// NaN where the space does not cover it.
    /// </summary>
    public PerDimension Compare(float[] a, float[] b) => PerDimension.From(dimension =>
    {
        var (start, width) = Part(dimension);
        return width == 0
            ? double.NaN
            : Math.Pow(2, -TensorPrimitives.Distance<float>(a.AsSpan(start, width), b.AsSpan(start, width)) / TypicalDistance[dimension]);
    });
}
