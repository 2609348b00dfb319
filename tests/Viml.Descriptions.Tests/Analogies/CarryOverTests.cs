using Viml.Descriptions.Analogies;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Tests.Analogies;

public sealed class CarryOverTests
{
    [Theory]
    [InlineData("sad piano", "A [sad|sad] [piano|piano] piece.", "sad piano", "A sad piano piece.")]
    [InlineData("sad piano", "A [sad|sad] [piano|piano.one] piece.", "emotional electricpiano", "An emotional electric piano piece.")]
    [InlineData("sad piano", "A [sad|sad] [piano|piano.one] piece.", "happy piano", null)]              // the words beside it are sad
    [InlineData("sad piano", "[piano|piano.fixed] notes", "electricpiano", null)]
    [InlineData("drums rock", "[Loud drums|drums]{ and [rock|rock]}", "drums", "Loud drums")]
    [InlineData("rock guitar", "[rock|rock] with [guitar|guitar]", "techno metal drums electricguitar", "metal with electric guitar")]
    [InlineData("sad", "[sad|sad] piano", "sad drums", null)]                                            // says piano outside of its slots
    [InlineData("happy calm", "[happy|happy] and [calm|calm]", "sad happy", null)]
    [InlineData("latin", "A [Latin|latin] tune", "reggae", "A reggae tune")]
    [InlineData("heavy metal", "[HEAVY|heavy] stuff", "powerful", "POWERFUL stuff")]
    public void What_differs_is_replaced(string from, string marked, string to, string? expected) =>
        Assert.Equal(expected, CarryOver.Try(Pair(from, marked), Indices(to))?.Text);

    [Fact]
    public void What_a_text_needs_must_be_there()
    {
        var pair = new DescribedTags(0, Indices("piano"), false, [Indices("jazz blues")], PairText.Parse("smoky bar, [piano|piano]"));
        Assert.Null(CarryOver.Try(pair, Indices("piano techno")));
        Assert.NotNull(CarryOver.Try(pair, Indices("piano blues")));
    }

    [Fact]
    public void Near_examples_come_last_and_no_two_alike()
    {
        var tags = Indices("techno drummachine synthesizer beat dark heavy electronic");
        var chosen = ExampleChoice.Nearest(PairBank.Default, tags, 8, new RandomStream(1));
        Assert.Equal(8, chosen.Distinct().Count());
        var likeness = chosen.Select(pair => ExampleChoice.Likeness(pair.Tags, tags)).ToList();
        Assert.True(likeness[^1] > likeness.Average());
        var all = PairBank.Default.Pairs.Average(pair => ExampleChoice.Likeness(pair.Tags, tags));
        Assert.True(likeness.Average() > 1.5 * all, $"{likeness.Average():0.00} against {all:0.00}");
        Assert.True(chosen.SelectMany(pair => pair.Tags).Distinct().Count() > 12); // varied
    }

    private static DescribedTags Pair(string tags, string marked) => new(0, Indices(tags), false, [], PairText.Parse(marked));

    private static int[] Indices(string names) => [.. names.Split(' ').Select(TagVocabulary.Default.IndexOf)];
}
