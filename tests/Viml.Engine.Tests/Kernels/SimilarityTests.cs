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
                    var rows = Halves(count * width, width);
                    float[] query = Numbers.Random(width, 1000 + width), scores = new float[count];
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
    public void Every_finite_float16_is_widened_exactly()
    {
        const int Width = 16; // whole vectors in every family
        var halves = Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits)).Where(Half.IsFinite)
            .ToArray();
        var scores = new float[halves.Length / Width];
        foreach (var level in SimdCollection.Levels)
            SimdCollection.With(level, () =>
            {
                for (var column = 0; column < Width; column++)
                {
                    var query = new float[Width];
                    query[column] = 1;
                    Similarity.Dot(halves, Width, query, scores);
                    for (var row = 0; row < scores.Length; row++)
                        Assert.Equal((float)halves[row * Width + column], scores[row]);
                }
            });
    }

    [Fact]
    public void A_score_does_not_depend_on_the_other_rows()
    {
        const int Width = 37, Count = 20_000;
        var rows = Halves(Count * Width, 1);
        float[] query = Numbers.Random(Width, 2), scores = new float[Count], alone = new float[1];
        Similarity.Dot(rows, Width, query, scores);
        Similarity.Dot(rows.AsSpan(777 * Width, Width), Width, query, alone);
        Assert.Equal(scores[777], alone[0]);
    }

    [Fact]
    public void No_rows_give_no_scores_and_wrong_sizes_are_refused()
    {
        Similarity.Dot([], 3, [1, 2, 3], []);
        Assert.Throws<ArgumentException>(() => Similarity.Dot(new Half[6], 3, new float[2], new float[2]));
        Assert.Throws<ArgumentException>(() => Similarity.Dot(new Half[5], 3, new float[3], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Similarity.Dot([], 0, [], []));
    }

    private static Half[] Halves(int count, int seed) => Array.ConvertAll(Numbers.Random(count, seed), value => (Half)value);
}
