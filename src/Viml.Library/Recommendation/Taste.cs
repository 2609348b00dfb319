using System.Numerics.Tensors;
using Viml.Library.Search;

namespace Viml.Library.Recommendation;

/// <summary>
/// What tracks that the user likes have more than others, less what those have that he does not like: the mean of their tags as they stand
/// out in the library (Rocchio's method).
/// </summary>
internal static class Taste
{
    /// <summary>The unit vector over the tags; null where the tracks cancel each other out.</summary>
    /// <param name="tags">The tags of the library.</param>
    /// <param name="liked">Numbers of tracks.</param>
    /// <param name="unliked">Numbers of tracks.</param>
    public static float[]? Of(TagMatrix tags, IReadOnlyList<int> liked, IReadOnlyList<int> unliked)
    {
        if (liked.Count + unliked.Count == 0)
            return null;
        var taste = new float[tags.Of((liked.Count > 0 ? liked : unliked)[0]).Length];
        foreach (var track in liked)
            TensorPrimitives.MultiplyAdd(tags.Of(track), 1f / liked.Count, taste, taste);
        foreach (var track in unliked)
            TensorPrimitives.MultiplyAdd(tags.Of(track), -1f / unliked.Count, taste, taste);
        var norm = TensorPrimitives.Norm<float>(taste);
        if (norm < 1e-6f)
            return null;
        TensorPrimitives.Divide(taste, norm, taste);
        return taste;
    }
}
