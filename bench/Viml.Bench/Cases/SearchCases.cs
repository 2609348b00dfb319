using Viml.Engine.Kernels;

namespace Viml.Bench.Cases;

/// <summary>
/// The ten nearest of many unit vectors, exactly: one query, and 64 at a time, over float32 and float16 rows and over 8-bit codes with the candidates
/// scored in float32. All find the same, which a remark under the table confirms.
/// </summary>
internal static class SearchCases
{
    private const int Width = 256, Found = 10;

    public static IEnumerable<BenchCase> All { get; } =
    [
        .. from rows in new[] { 100_000, 1_000_000 }
           from queries in new[] { 1, 64 }
           from form in Enum.GetValues<Form>()
           select Case(rows, queries, form),
    ];

    private enum Form
    {
        Float32,
        Float16,
        Codes,
    }

    private static BenchCase Case(int rows, int queries, Form form)
    {
        var name = $"search-{rows}x{Width}-{queries}";
        SearchMatrix? matrix = null;
        float[] values = [], asked = [];
        int[] indices = new int[queries * Found];
        var scores = new float[queries * Found];
        return new BenchCase
        {
            Group = "search",
            Name = $"{name}-{form.ToString().ToLowerInvariant()}",
            Peers = ["faiss"],
            PeerName = name,
            Unit = "queries",
            Units = queries,
            // Codes are multiplied in integers, for which no limit is measured.
            Flops = form == Form.Codes ? 0 : 2.0 * rows * Width * queries,
            Bytes = rows * (form switch { Form.Float32 => 4.0 * Width, Form.Float16 => 2.0 * Width, _ => Width + 8.0 }),
            Prepare = () =>
            {
                (values, asked) = (Inputs.UnitRows(rows, Width, 1), Inputs.UnitRows(queries, Width, 2));
                matrix = form == Form.Float16
                    ? new SearchMatrix(Array.ConvertAll(values, value => (Half)value), Width, withCodes: false)
                    : new SearchMatrix(values, Width, withCodes: form == Form.Codes);
                return () => matrix.Search(asked, indices, scores);
            },
            Remark = () =>
            {
                var remark = $"recall@{Found} {Recall(values, asked, indices):0.0000} against float32";
                (matrix, values) = (null, []);
                return remark;
            },
        };
    }

    /// <summary>The share of the true best, by sorting all scores, that was found.</summary>
    private static double Recall(float[] rows, float[] queries, int[] found)
    {
        var (all, best) = (new float[rows.Length / Width], new int[Found]);
        var hits = 0;
        for (var query = 0; query < queries.Length / Width; query++)
        {
            Similarity.Dot(rows, Width, queries.AsSpan(query * Width, Width), all);
            TopK.Select(all, best);
            hits += best.Intersect(found.Skip(query * Found).Take(Found)).Count();
        }
        return (double)hits / found.Length;
    }
}
