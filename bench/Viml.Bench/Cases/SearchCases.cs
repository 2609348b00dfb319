using Viml.Engine.Kernels;

namespace Viml.Bench.Cases;

/// <summary>
/// The ten nearest of many unit vectors to one query, exactly: the scan of float16 rows that a search of a library is made of. faiss scans
/// float32 rows.
/// </summary>
internal static class SearchCases
{
    private const int Width = 256, Wanted = 10;
    private const int RowsPerRange = 480; // 32 tracks of 15 segments

    public static IEnumerable<BenchCase> All { get; } = [Case(100_000), Case(1_000_000)];

    private static BenchCase Case(int count)
    {
        Half[] rows = [];
        float[] singles = [], query = [], scores = [];
        var found = new int[Wanted];
        return new BenchCase
        {
            Group = "search",
            Name = $"search-{count}x{Width}",
            Peers = ["faiss"],
            Unit = "queries",
            Units = 1,
            Flops = 2.0 * count * Width,
            Bytes = 2.0 * count * Width,
            Prepare = () =>
            {
                (singles, query, scores) = (Inputs.UnitRows(count, Width, 1), Inputs.UnitRows(1, Width, 2), new float[count]);
                rows = Array.ConvertAll(singles, value => (Half)value);
                return () =>
                {
                    Parallelism.ForRanges(count, RowsPerRange, (from, to) =>
                        Similarity.Dot(rows.AsSpan(from * Width, (to - from) * Width), Width, query, scores.AsSpan(from, to - from)));
                    TopK.Select(scores, found);
                };
            },
            Remark = () =>
            {
                Gemm.Multiply(new(singles, count, Width), new(query, Width, 1), scores);
                var best = new int[Wanted];
                TopK.Select(scores, best);
                (rows, singles, scores) = ([], [], []);
                return $"recall@{Wanted} {(double)best.Intersect(found).Count() / Wanted:0.0} against the same vectors in float32";
            },
        };
    }
}
