using Viml.Models.Language;

namespace Viml.Models.Tests.Language;

public sealed class UnderstandingTests
{
    [Theory]
    [InlineData("calm piano")]
    [InlineData("no drums")]
    [InlineData("less energetic, more mellow")]
    [InlineData("lofi")]
    [InlineData("8-bit chiptune at 120 bpm")]
    [InlineData("80s synth chase")]
    [InlineData("acustic gitar")]
    [InlineData("like Hans Zimmer")]
    [InlineData("wild winter party")]
    [InlineData("tango")]
    [InlineData("dolce vita")]
    [InlineData("bossa nova")]
    [InlineData("die hard action")]
    [InlineData("dreamscapes and fingerpicked guitars")]
    [InlineData("brooding cellos")]
    [InlineData("😂")]
    [InlineData("café music")]
    [InlineData("beat")]
    [InlineData("some beat please")]
    public void English_is_known(string text) => Assert.Equal(UnderstandingLevel.Known, Of(text).Level);

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("xyzzy qwrt")]
    [InlineData("zzzz")]
    [InlineData("asdfgh")]
    [InlineData("qwertyuiop")]
    [InlineData("the")]
    [InlineData("of the")]
    [InlineData("some music please")]
    [InlineData("hello")]
    [InlineData("🧿")]
    [InlineData("\ud83d")]
    public void Gibberish_and_little_words_are_unknown(string text) => Assert.Equal(UnderstandingLevel.Unknown, Of(text).Level);

    [Fact]
    public void Unknown_words_beside_known_ones_are_named()
    {
        const string Text = "happy xyzzy piano";

        var understanding = Of(Text);

        Assert.Equal(UnderstandingLevel.Partly, understanding.Level);
        Assert.Equal("xyzzy", Assert.Single(understanding.Unknown).Of(Text));
    }

    [Theory]
    [InlineData("ruhige traurige Klaviermusik", "German", "calm sad piano")]
    [InlineData("schnelle Gitarre ohne Schlagzeug", "German", "fast guitar without drums")]
    [InlineData("Ohne Gesang", "German", "without vocals")]
    [InlineData("música alegre de guitarra para la playa", "Spanish", "music happy guitar beach")]
    [InlineData("musique douce pour un mariage", "French", "music soft wedding")]
    [InlineData("chanson d'amour", "French", "song love")]
    [InlineData("musica allegra per una festa", "Italian", "music happy party")]
    [InlineData("uma música calma para o casamento", "Portuguese", "music calm wedding")]
    [InlineData("musica triste", "Spanish, Italian or Portuguese", "music sad")]
    [InlineData("rustige gitaarmuziek voor op het strand", "Dutch", "calm guitar beach")]
    [InlineData("spokojna muzyka na pianinie", "Polish", "calm music piano")]
    [InlineData("lugn musik utan trummor", "Swedish", "calm music without drums")]
    [InlineData("music für dich", "German", "music")]
    [InlineData("спокойная музыка", "Russian", "")]
    [InlineData("安静的钢琴", "Chinese", "")]
    [InlineData("静かなピアノ", "Japanese", "")]
    [InlineData("잔잔한 피아노", "Korean", "")]
    [InlineData("موسيقى هادئة", "Arabic", "")]
    [InlineData("ήρεμη μουσική", "Greek", "")]
    public void Other_languages_are_named_and_their_words_for_music_translated(string text, string language, string english)
    {
        var understanding = Of(text);

        Assert.Equal(UnderstandingLevel.OtherLanguage, understanding.Level);
        Assert.Equal(language, understanding.Language);
        Assert.Equal(english, understanding.English);
        Assert.All(understanding.Translated, word => Assert.Equal(word.Word, word.Span.Of(text)));
    }

    [Fact]
    public void A_name_is_known_only_if_the_library_or_the_table_of_artists_has_it()
    {
        var query = QueryParser.Default.Parse("Zyxwv Qwrtson");

        Assert.Equal(UnderstandingLevel.Unknown, Understanding.Of(query).Level);
        Assert.Equal(UnderstandingLevel.Known, Understanding.Of(query, query.Names).Level);
        Assert.Equal(UnderstandingLevel.Known, Of("Kevin MacLeod").Level);
    }

    private static Understanding Of(string text) => Understanding.Of(QueryParser.Default.Parse(text));
}
