using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

[Collection(SimdCollection.Name)]
public sealed class SimilarityTests
{
    [Fact]
    public void Every_family_matches_a_double_precision_sum_at_every_width()
    {
        foreach (var level in SimdCollection.Levels)
            SimdCollection.With(level, () =>
            {
                for (var width = 1; width <= 256; width++)
                {
                    var count = 1 + width % 7;
                    float[] rows = Numbers.Random(count * width, width), query = Numbers.Random(width, 1000 + width), scores = new float[count];
                    Similarity.Dot(rows, width, query, scores);
                    for (var row = 0; row < count; row++)
                    {
                        var expected = Enumerable.Range(0, width).Sum(i => (double)rows[row * width + i] * query[i]);
                        Assert.Equal(expected, scores[row], 1e-5);
                    }
                }
            });
    }

    [Fact]
    public void Rows_of_float16_score_exactly_as_the_same_numbers_in_float32()
    {
        // Every finite float16, subnormal ones included.
        var halves = Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits)).Where(Half.IsFinite).ToArray();
        var singles = Array.ConvertAll(halves, half => (float)half);
        foreach (var level in SimdCollection.Levels)
            SimdCollection.With(level, () =>
            {
                foreach (var width in new[] { 1, 16, 23 })
                {
                    var used = halves.Length / width * width;
                    var query = Numbers.Random(width, width);
                    float[] expected = new float[halves.Length / width], actual = new float[halves.Length / width];
                    Similarity.Dot(singles.AsSpan(0, used), width, query, expected);
                    Similarity.Dot(halves.AsSpan(0, used), width, query, actual);
                    Assert.Equal(expected, actual);
                }
            });
    }

    [Fact]
    public void A_score_does_not_depend_on_the_other_rows()
    {
        const int Width = 37, Count = 20_000;
        float[] rows = Numbers.Random(Count * Width, 1), query = Numbers.Random(Width, 2);
        var scores = new float[Count];
        Similarity.Dot(rows, Width, query, scores);
        var alone = new float[1];
        Similarity.Dot(rows.AsSpan(777 * Width, Width), Width, query, alone);
        Assert.Equal(scores[777], alone[0]);
    }

    [Fact]
    public void No_rows_give_no_scores_and_wrong_sizes_are_refused()
    {
        Similarity.Dot(Array.Empty<float>(), 3, [1, 2, 3], []);
        Assert.Throws<ArgumentException>(() => Similarity.Dot(new float[6], 3, new float[2], new float[2]));
        Assert.Throws<ArgumentException>(() => Similarity.Dot(new float[5], 3, new float[3], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Similarity.Dot(Array.Empty<float>(), 0, [], []));
    }
}
