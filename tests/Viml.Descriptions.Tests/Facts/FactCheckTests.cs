using Viml.Descriptions.Facts;

namespace Viml.Descriptions.Tests.Facts;

public sealed class FactCheckTests
{
    [Theory]
    [InlineData("A sad piano piece.", "sad piano", "", "")]
    [InlineData("A sad piano piece with drums.", "sad piano", "", "drums")]
    [InlineData("A piano piece.", "sad piano", "sad", "")]
    [InlineData("Mournful keys.", "sad keyboard", "", "")]               // other words
    [InlineData("Violin and cello.", "violin cello strings", "", "")]     // which are strings
    [InlineData("Violin and cello.", "strings", "strings", "violin|cello")]
    [InlineData("An electric guitar.", "electricguitar guitar", "", "")]
    [InlineData("A guitar.", "electricguitar", "electricguitar", "")]     // true, and not all of it
    [InlineData("Acoustic and electric guitar.", "acousticguitar electricguitar", "", "")]
    [InlineData("Heavy metal.", "metal", "", "")]
    [InlineData("House music, no vocals.", "house", "", "")]              // says what is not there, and it is not
    [InlineData("House music, no vocals.", "house voice", "voice", "no vocals")]
    [InlineData("Not a happy song.", "happy", "happy", "no happy")]
    [InlineData("It drives along at a gentle pace.", "piano", "piano", "")] // moods in other words prove nothing
    [InlineData("", "piano", "piano", "")]
    public void A_text_is_compared_with_its_tags(string text, string tags, string missing, string invented)
    {
        var report = FactCheck.ByWords.Check(text, tags.Split(' '));
        Assert.Equal(missing, string.Join(' ', report.Missing));
        Assert.Equal(invented, string.Join('|', report.Invented));
        Assert.Equal((double)report.Expressed.Count / (report.Expressed.Count + report.Missing.Count), report.Recall);
    }

    [Fact]
    public void Precision_is_the_share_of_what_is_right()
    {
        Assert.Equal(0.5, FactCheck.ByWords.Check("Piano and drums.", ["piano"]).Precision);
        Assert.Equal(1, FactCheck.ByWords.Check("Something.", ["piano"]).Precision);
    }

    [Fact]
    public void What_words_miss_may_be_found_by_meaning()
    {
        var report = new FactCheck(new Rainy()).Check("Like rain on a window.", ["sad", "piano"]);
        Assert.Equal(["piano"], report.Missing);
        Assert.Equal(["sad"], report.Expressed);
    }

    [Fact]
    public void Unknown_tags_are_errors() => Assert.Throws<ArgumentException>(() => FactCheck.ByWords.Check("A text.", ["kazoo"]));

    private sealed class Rainy : ITagMeaning
    {
        public IEnumerable<int> Expressed(string text, IReadOnlyCollection<int> tags) =>
            tags.Where(tag => text.Contains("rain", StringComparison.Ordinal) && Models.Tagging.TagVocabulary.Default.Names[tag] == "sad");
    }
}
