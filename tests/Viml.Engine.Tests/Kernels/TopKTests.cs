using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

public sealed class TopKTests
{
    [Fact]
    public void The_best_come_first_whatever_the_numbers_wanted()
    {
        var random = new Random(5);
        for (var count = 0; count <= 60; count++)
        {
            // Few distinct values: many ties.
            var scores = Enumerable.Range(0, count).Select(_ => (float)random.Next(10)).ToArray();
            var sorted = Enumerable.Range(0, count).OrderByDescending(i => scores[i]).ThenBy(i => i).ToArray();
            for (var wanted = 0; wanted <= count + 2; wanted++)
            {
                var indices = new int[wanted];
                var found = TopK.Select(scores, indices);
                Assert.Equal(Math.Min(wanted, count), found);
                Assert.Equal(sorted.Take(wanted), indices.Take(found));
            }
        }
    }

    [Fact]
    public void Equal_scores_keep_the_order_of_their_indices()
    {
        var indices = new int[3];
        Assert.Equal(3, TopK.Select([7, 7, 7, 7, 7], indices));
        Assert.Equal([0, 1, 2], indices);
    }

    [Fact]
    public void Not_a_number_comes_last()
    {
        var indices = new int[4];
        TopK.Select([float.NaN, float.NegativeInfinity, 1, float.PositiveInfinity], indices);
        Assert.Equal([3, 2, 1, 0], indices);
    }
}
