using System.Numerics.Tensors;
using Viml.Models.Music;

namespace Viml.Library.Likeness;

/// <summary>
/// Where likeness is measured: a track is a vector of which some columns belong to each dimension, and how alike two tracks are in it follows from their
/// Euclidean distance there.
/// </summary>
/// <param name="Name">What makes the vectors.</param>
/// <param name="Version">Its version; vectors of different versions cannot be compared.</param>
/// <param name="Part">The first column of a dimension and how many it has; 0 columns where the space knows nothing of it.</param>
/// <param name="TypicalDistance">The distance in each dimension between two tracks taken at random.</param>
internal sealed record SimilaritySpace(string Name, string Version, Func<MusicDimension, (int Start, int Width)> Part, PerDimension TypicalDistance)
{
    /// <summary>Whether the space knows anything of a dimension.</summary>
    public bool Knows(MusicDimension dimension) => Part(dimension).Width > 0;

    /// <summary>How alike two tracks are in each dimension: 1 for the same, 0.5 at the distance of two tracks taken at random, towards 0 beyond; NaN where unknown.</summary>
    public PerDimension Compare(float[] a, float[] b) => PerDimension.From(dimension =>
    {
        var (start, width) = Part(dimension);
        return width == 0
            ? double.NaN
            : Math.Pow(2, -TensorPrimitives.Distance<float>(a.AsSpan(start, width), b.AsSpan(start, width)) / TypicalDistance[dimension]);
    });
}
