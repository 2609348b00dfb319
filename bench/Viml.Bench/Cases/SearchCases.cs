using Viml.Engine.Kernels;

namespace Viml.Bench.Cases;

/// <summary>The ten nearest of many unit vectors, exactly: one query, and 64 at a time.</summary>
internal static class SearchCases
{
    private const int Width = 256, Found = 10;

    public static IEnumerable<BenchCase> All { get; } = [Case(100_000, 1), Case(100_000, 64), Case(1_000_000, 1), Case(1_000_000, 64)];

    private static BenchCase Case(int rows, int queries) => new()
    {
        Group = "search",
        Name = $"search-{rows}x{Width}-{queries}",
        Peers = ["faiss"],
        Unit = "queries",
        Units = queries,
        Flops = 2.0 * rows * Width * queries,
        Bytes = (double)rows * Width * sizeof(float),
        Prepare = () =>
        {
            var (matrix, asked) = (Inputs.UnitRows(rows, Width, 1), Inputs.UnitRows(queries, Width, 2));
            var (scores, indices) = (new float[rows], new int[Found]);
            return () =>
            {
                for (var query = 0; query < queries; query++)
                {
                    Similarity.Dot(matrix, Width, asked.AsSpan(query * Width, Width), scores);
                    TopK.Select(scores, indices);
                }
            };
        },
    };
}
