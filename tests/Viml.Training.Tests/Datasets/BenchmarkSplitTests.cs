using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class BenchmarkSplitTests
{
    [Fact]
    public void Twelve_thousand_five_hundred_pieces_are_split_as_the_benchmark_is()
    {
        var parts = Split(12_500);

        Assert.Equal((10_000, 500, 2_000), (
            parts.Count(part => part == Splits.Train), parts.Count(part => part == Splits.Validation),
            parts.Count(part => part == Splits.Test)));
    }

    [Fact]
    public void Pieces_that_are_added_move_no_other() => Assert.Equal(Split(3_000), Split(12_500).Take(3_000));

    [Fact]
    public void The_same_music_is_in_one_part_and_what_is_tested_on_is_never_trained_on_by_the_corpus()
    {
        var split = new BenchmarkSplit();

        for (var piece = 0; piece < 2_000; piece++)
        {
            var part = split.Next($"piece-{piece:000000}");
            Assert.Equal(part, split.Next($"piece-{piece:000000}"));
            if (part == Splits.Test) Assert.Equal(Splits.Test, Splits.Of($"piece-{piece:000000}"));
        }
    }

    private static string[] Split(int pieces)
    {
        var split = new BenchmarkSplit();
        return [.. Enumerable.Range(0, pieces).Select(piece => split.Next($"piece-{piece:000000}"))];
    }
}
