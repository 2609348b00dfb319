using Viml.Descriptions.Facts;
using Viml.Descriptions.Measuring;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Runs;

namespace Viml.Descriptions.Tests.Measuring;

public sealed class TextMeasuresTests
{
    [Fact]
    public void Truth_and_variety_are_measured()
    {
        var measures = TextMeasures.Of(
            [Record("A sad piano piece.", "sad piano"), Record("A sad piano piece.", "sad piano drums", DraftOutcome.FellBack),
                Record("", "sad")],
            FactCheck.ByWords);
        Assert.Equal(2, measures.Texts);
        Assert.Equal((1 + 2 / 3.0) / 2, measures.Recall, 6);
        Assert.Equal(1, measures.Precision);
        Assert.Equal(4, measures.Words);
        Assert.Equal(0.5, measures.Distinct1);
        Assert.Equal(0.5, measures.Distinct2);
        Assert.Equal(1, measures.SelfBleu, 6);
        Assert.Equal(0.5, measures.Fallbacks);
    }

    [Fact]
    public void Self_bleu_is_that_of_the_definition()
    {
        // Words 2/3, pairs (0+1)/(2+1), triples (0+1)/(1+1), fours (0+1)/(0+1): the fourth root of 2/3 * 1/3 * 1/2 * 1.
        var bleu = Math.Pow(2 / 3.0 * 1 / 3.0 * 1 / 2.0, 0.25);
        Assert.Equal(bleu, TextMeasures.SelfBleuOf([["a", "b", "c"], ["c", "x", "a"]]), 9);
        Assert.Equal(0, TextMeasures.SelfBleuOf([["a", "b"], ["c", "d"]]));
        Assert.Equal(0, TextMeasures.SelfBleuOf([["alone"]]));
    }

    [Fact]
    public void Nothing_measures_nothing() => Assert.Equal(0, TextMeasures.Of([], FactCheck.ByWords).Texts);

    private static DescriptionRecord Record(string text, string tags, DraftOutcome outcome = DraftOutcome.Kept) =>
        new("a", 0, text, tags.Split(' '), "tags", "1", null, null, 1, outcome, 1, null);
}
