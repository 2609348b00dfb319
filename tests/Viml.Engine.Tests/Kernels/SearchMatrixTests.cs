using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

/// <summary>The oracle is the plain way: score every row, sort by score and then by row.</summary>
[Collection(SimdCollection.Name)]
public sealed class SearchMatrixTests
{
    [Fact]
    public void Every_family_and_form_finds_what_sorting_finds_at_every_width()
    {
        foreach (var level in SimdCollection.Levels)
            SimdCollection.With(level, () =>
            {
                foreach (var width in new[] { 1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 67, 255, 256 })
                {
                    var count = 1 + width * 37 % 150;
                    Expect(Halves(Numbers.Random(count * width, width)), width, Numbers.Random(3 * width, 1000 + width), 7, []);
                }
            });
    }

    [Fact]
    public void Every_number_of_rows_queries_and_wanted_rows_is_served()
    {
        const int Width = 20;
        foreach (var count in new[] { 0, 1, 2, 31, 32, 33, 64, 255, 256, 257, 600 })
            foreach (var queries in new[] { 1, 2, 5, 6, 7, 13, 64, 65 })
                foreach (var wanted in new[] { 0, 1, 10, count, count + 3 })
                    Expect(Halves(Numbers.Random(count * Width, count)), Width, Numbers.Random(queries * Width, queries), wanted, []);
    }

    [Fact]
    public void One_thread_and_many_find_the_same_in_the_same_order()
    {
        const int Width = 64, Count = 20_000;
        var rows = Halves(Numbers.Random(Count * Width, 1));
        var queries = Numbers.Random(70 * Width, 2);
        foreach (var threads in new[] { 1, 2, 5 })
            SimdCollection.WithThreads(threads, () => Expect(rows, Width, queries, 10, []));
    }

    [Fact]
    public void Equal_scores_are_ordered_by_row()
    {
        const int Width = 5;
        var some = Halves(Numbers.Random(4 * Width, 3));
        var rows = Enumerable.Range(0, 300).SelectMany(row => some.AsSpan(row % 4 * Width, Width).ToArray()).ToArray();
        SimdCollection.WithThreads(2, () => Expect(rows, Width, Numbers.Random(8 * Width, 4), 90, []));
    }

    [Fact]
    public void Only_allowed_rows_are_found()
    {
        const int Width = 30, Count = 500;
        var rows = Halves(Numbers.Random(Count * Width, 5));
        var queries = Numbers.Random(9 * Width, 6);
        var random = new Random(7);
        foreach (var share in new[] { 0, 0.002, 0.1, 0.5, 1 })
            Expect(rows, Width, queries, 10, [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble() < share)]);
        var last = new bool[Count];
        last[^1] = true;
        Expect(rows, Width, queries, 10, last);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1e30f)]
    [InlineData(1e-30f)]
    [InlineData(0f)]
    public void Rows_and_queries_out_of_the_ordinary_are_ranked_as_by_sorting(float strange)
    {
        const int Width = 24, Count = 200;
        foreach (var level in SimdCollection.Levels)
            SimdCollection.With(level, () =>
            {
                var rows = Numbers.Random(Count * Width, 8);
                foreach (var row in new[] { 0, 40, 41, 150, 199 })
                    rows.AsSpan(row * Width, row % 2 == 0 ? Width : 1).Fill(strange);
                var queries = Numbers.Random(4 * Width, 9);
                queries.AsSpan(Width, Width).Fill(strange);
                queries[2 * Width] = strange;
                ExpectSingles(rows, Width, queries, 8, []);
                ExpectSingles(rows, Width, queries, Count, []);
            });
    }

    [Fact]
    public void Half_numbers_that_are_not_finite_and_subnormal_ones_are_ranked_as_float32()
    {
        const int Width = 19, Count = 64;
        var rows = Halves(Numbers.Random(Count * Width, 10));
        for (var i = 0; i < rows.Length; i += 3)
            rows[i] = BitConverter.UInt16BitsToHalf((ushort)(i % 1024));
        Expect(rows, Width, Numbers.Random(3 * Width, 11), 9, []);
        rows[5] = Half.NaN;
        rows[400] = Half.PositiveInfinity;
        Expect(rows, Width, Numbers.Random(3 * Width, 11), 9, []);
    }

    [Fact]
    public void Codes_need_less_than_a_third_of_the_memory_and_a_warm_search_allocates_nothing()
    {
        const int Width = 256, Count = 4096;
        var rows = Numbers.Random(Count * Width, 12);
        var coded = new SearchMatrix(rows, Width, withCodes: true);
        Assert.InRange(coded.ScannedBytes, 1, rows.Length * sizeof(float) / 3);
        var (query, indices, scores) = (Numbers.Random(Width, 13), new int[10], new float[10]);
        foreach (var matrix in new[] { coded, new SearchMatrix(rows, Width, withCodes: false) })
            SimdCollection.WithThreads(1, () =>
            {
                for (var i = 0; i < 3; i++)
                    matrix.Search(query, indices, scores);
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 10; i++)
                    matrix.Search(query, indices, scores);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
            });
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SearchMatrix(new float[7], 3, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchMatrix(new float[7], 0, false));
        var matrix = new SearchMatrix(new float[6], 3, true);
        Assert.Throws<ArgumentException>(() => matrix.Search(new float[4], new int[2], new float[2]));
        Assert.Throws<ArgumentException>(() => matrix.Search(new float[3], new int[2], new float[1]));
        Assert.Throws<ArgumentException>(() => matrix.Search(new float[6], new int[3], new float[3]));
        Assert.Throws<ArgumentException>(() => matrix.Search(new float[3], new int[2], new float[2], new bool[1]));
        Assert.Equal(0, matrix.Search([], [], []));
    }

    private static Half[] Halves(float[] values) => Array.ConvertAll(values, value => (Half)value);

    // float16 and float32 of the same numbers must agree, so both are held to the oracle.
    private static void Expect(Half[] rows, int width, float[] queries, int wanted, bool[] allowed)
    {
        var singles = Array.ConvertAll(rows, half => (float)half);
        ExpectSingles(singles, width, queries, wanted, allowed);
        foreach (var withCodes in new[] { false, true })
            Check(new SearchMatrix(rows, width, withCodes), $"float16, codes {withCodes}", singles, width, queries, wanted, allowed);
    }

    private static void ExpectSingles(float[] rows, int width, float[] queries, int wanted, bool[] allowed)
    {
        foreach (var withCodes in new[] { false, true })
            Check(new SearchMatrix(rows, width, withCodes), $"float32, codes {withCodes}", rows, width, queries, wanted, allowed);
    }

    private static void Check(SearchMatrix matrix, string form, float[] rows, int width, float[] queries, int wanted, bool[] allowed)
    {
        var (asked, count) = (queries.Length / width, rows.Length / width);
        int[] indices = new int[asked * wanted];
        float[] scores = new float[asked * wanted], all = new float[count];
        var found = matrix.Search(queries, indices, scores, allowed);
        Assert.Equal(Math.Min(wanted, allowed.Length == 0 ? count : allowed.Count(yes => yes)), found);
        for (var query = 0; query < asked; query++)
        {
            Similarity.Dot(rows, width, queries.AsSpan(query * width, width), all);
            var expected = Enumerable.Range(0, count).Where(row => allowed.Length == 0 || allowed[row]).OrderByDescending(row => all[row]).ThenBy(row => row).Take(wanted).ToArray();
            var what = $"{form}, {Simd.Level}, {count} x {width}, query {query} of {asked}, {wanted} wanted";
            Assert.True(expected.SequenceEqual(indices.AsSpan(query * wanted, found).ToArray()), $"{what}: expected {string.Join(' ', expected)}, found {string.Join(' ', indices.Skip(query * wanted).Take(wanted))}");
            for (var i = 0; i < wanted; i++)
                Assert.Equal(i < found ? all[expected[i]] : float.NaN, scores[query * wanted + i]);
            Assert.All(indices.Skip(query * wanted + found).Take(wanted - found), index => Assert.Equal(-1, index));
        }
    }
}
