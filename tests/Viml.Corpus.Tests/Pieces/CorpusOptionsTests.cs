using Viml.Corpus.Pieces;

namespace Viml.Corpus.Tests.Pieces;

public sealed class CorpusOptionsTests
{
    [Fact]
    public void All_faults_of_the_options_are_named_at_once()
    {
        var fault = Assert.Throws<ArgumentException>(() => new CorpusOptions { Pieces = 0, Seed = 1, Output = " ",
            VideoWidth = 100 }.Validate());
        Assert.Contains("Pieces is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Output is empty", fault.Message, StringComparison.Ordinal);
        Assert.Contains("VideoWidth is 100", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Titles_of_a_small_library_are_all_different() =>
        Assert.Equal(1600, Enumerable.Range(0, 1600).Select(index => Titles.Of(index, 4)).Distinct().Count());
}
