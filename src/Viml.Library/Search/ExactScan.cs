using System.Numerics.Tensors;

namespace Viml.Library.Search;

/// <summary>Compares a query with every row of a matrix.</summary>
internal static class ExactScan
{
    /// <summary>scores[i] = rows[i] · query.</summary>
    public static void Dot(ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> query, Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            scores[i] = TensorPrimitives.Dot(rows.Slice(i * width, width), query);
    }
}
