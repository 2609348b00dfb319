using Viml.Models.Language;

namespace Viml.Models.Tests.Language;

public sealed class QueryParserTests
{
    // the wanted text, then what is excluded, separated by bars
    [Theory]
    [InlineData("drums", "drums", "")]
    [InlineData("no drums", "", "drums")]
    [InlineData("without drums", "", "drums")]
    [InlineData("w/o vocals", "", "vocals")]
    [InlineData("no-vocals", "", "vocals")]
    [InlineData("NO VOCALS!!!", "", "vocals")]
    [InlineData("calm, no vocals", "calm", "vocals")]
    [InlineData("no vocals please, calm", "calm", "vocals")]
    [InlineData("slow piano (no drums)", "slow piano", "drums")]
    [InlineData("gloomy, dark; no drums. slow", "gloomy, dark. slow", "drums")]
    [InlineData("anything but jazz", "", "jazz")]
    [InlineData("everything except for jazz and blues", "", "jazz|blues")]
    [InlineData("something other than piano", "", "piano")]
    [InlineData("not sad", "", "sad")]
    [InlineData("piano not guitar", "piano", "guitar")]
    [InlineData("rock but not metal", "rock", "metal")]
    [InlineData("upbeat but not cheesy", "upbeat", "cheesy")]
    [InlineData("piano instead of guitar", "piano", "guitar")]
    [InlineData("rather folk than rock", "rather folk", "rock")]
    [InlineData("I don't want drums", "", "drums")]
    [InlineData("we dont need vocals", "", "vocals")]
    [InlineData("it must not be jazz", "", "jazz")]
    [InlineData("it should not sound cheesy", "", "cheesy")]
    [InlineData("music that isn't jazz or classical", "", "jazz|classical")]
    [InlineData("music that doesn't have drums in it", "", "drums")]
    [InlineData("I do not like the sound of trumpets", "", "trumpets")]
    [InlineData("I can't stand country music", "", "country")]
    [InlineData("avoid electric guitar", "", "electric guitar")]
    [InlineData("hold the guitar", "", "guitar")]
    [InlineData("drop the drums", "", "drums")]
    [InlineData("free of drums", "", "drums")]
    [InlineData("drum-free", "", "drum")]
    [InlineData("drumless ambient", "ambient", "drum")]
    [InlineData("wordless choir", "choir", "vocals")]
    [InlineData("non-vocal chillout", "chillout", "vocal")]
    [InlineData("-drums calm", "calm", "drums")]
    [InlineData("happy, -vocals, -drums", "happy", "vocals|drums")]
    [InlineData("calm -electric guitar slow", "calm slow", "electric guitar")]
    [InlineData("only strings, not a single drum", "strings", "drum")]
    [InlineData("epic but nothing with choir", "epic", "choir")]
    [InlineData("song with no kazoo", "", "kazoo")]
    [InlineData("no kazoo", "", "kazoo")]
    [InlineData("no christmas music", "", "christmas")]
    [InlineData("drum and bass without the drums", "drum and bass", "drums")]
    [InlineData("not like Hans Zimmer", "", "hans zimmer")]
    public void Parse_takes_what_is_excluded_out_of_what_is_wanted(string text, string wanted, string excluded)
    {
        var query = QueryParser.Default.Parse(text);

        Assert.Equal(wanted, query.Wanted);
        Assert.Equal(excluded, string.Join('|', query.Excluded.Select(part => part.Text)));
    }

    [Theory]
    [InlineData("no drums or vocals", "", "drums|vocals")]
    [InlineData("no drums, bass or guitar", "", "drums|bass|guitar")]
    [InlineData("without any vocals, drums, or guitars please", "", "vocals|drums|guitars")]
    [InlineData("no drums, piano and strings", "piano and strings", "drums")]
    [InlineData("without drums and vocals", "", "drums|vocals")]
    [InlineData("no drums and soft piano", "soft piano", "drums")]
    [InlineData("neither drums nor vocals", "", "drums|vocals")]
    [InlineData("keep it quiet, no drums/percussion", "keep it quiet", "drums|percussion")]
    [InlineData("no drums & no bass", "", "drums|bass")]
    [InlineData("dark but not scary and not sad", "dark", "scary|sad")]
    [InlineData("not sad or slow", "", "sad|slow")]
    [InlineData("rock without electric guitar or drums but with piano", "rock with piano", "electric guitar|drums")]
    [InlineData("no electric guitars, no drums, no singing. just strings", "strings", "electric guitars|drums|singing")]
    public void Parse_reads_lists(string text, string wanted, string excluded)
    {
        var query = QueryParser.Default.Parse(text);

        Assert.Equal(wanted, query.Wanted);
        Assert.Equal(excluded, string.Join('|', query.Excluded.Select(part => part.Text)));
    }

    [Theory]
    [InlineData("no sad piano", "", "sad piano")]
    [InlineData("not sad piano", "piano", "sad")]
    [InlineData("no loud music", "", "loud")]
    [InlineData("no heavy guitars", "", "heavy guitars")]
    public void Parse_takes_a_noun_with_its_qualities_behind_no_and_a_quality_alone_behind_not(string text, string wanted, string excluded)
    {
        var query = QueryParser.Default.Parse(text);

        Assert.Equal(wanted, query.Wanted);
        Assert.Equal(excluded, Assert.Single(query.Excluded).Text);
    }

    [Theory]
    [InlineData("not without drums", "drums")]
    [InlineData("nothing but piano", "piano")]
    [InlineData("nothing less than epic", "epic")]
    [InlineData("don't forget the drums", "drums")]
    [InlineData("don't skip the drums", "drums")]
    [InlineData("can't live without drums", "drums")]
    [InlineData("can't get enough of jazz", "jazz")]
    [InlineData("why not jazz", "jazz")]
    [InlineData("not instrumental", "vocals")]
    [InlineData("non-instrumental", "vocals")]
    public void Parse_reads_two_negations_as_a_wish(string text, string wanted)
    {
        var query = QueryParser.Default.Parse(text);

        Assert.Equal(wanted, query.Wanted);
        Assert.Empty(query.Excluded);
    }

    [Fact]
    public void Parse_reads_the_double_negation_of_everyday_speech_as_one() =>
        Assert.Equal("vocals", Assert.Single(QueryParser.Default.Parse("I don't want no vocals").Excluded).Text);

    [Fact]
    public void Parse_reads_an_exception_from_an_exclusion_as_a_wish()
    {
        var query = QueryParser.Default.Parse("no drums except bongos");

        Assert.Equal("bongos", query.Wanted);
        Assert.Equal("drums", Assert.Single(query.Excluded).Text);
    }

    [Theory]
    [InlineData("no one")]
    [InlineData("no problem")]
    [InlineData("no limits, energetic")]
    [InlineData("not only sad but also hopeful")]
    [InlineData("can't stop the feeling")]
    [InlineData("don't stop me now")]
    [InlineData("they don't give up, energetic")]
    [InlineData("a never ending story")]
    [InlineData("non-stop party")]
    [InlineData("more or less calm")]
    [InlineData("less is more")]
    [InlineData("happy or not")]
    [InlineData("royalty-free")]
    [InlineData("carefree summer")]
    [InlineData("drop the bass")]
    [InlineData("symphony no. 9")]
    [InlineData("Hungarian Dance No 5")]
    [InlineData("no woman no cry")]
    [InlineData("a man with no name")]
    [InlineData("a beach with no people")]
    [InlineData("music for a film about people with no hope")]
    [InlineData("I'd like something happy")]
    [InlineData("minimal drums")]
    public void Parse_excludes_nothing_where_words_only_look_like_it(string text)
    {
        var query = QueryParser.Default.Parse(text);

        Assert.Empty(query.Excluded);
        Assert.Equal(text, query.Wanted);
    }

    [Theory]
    [InlineData("no drums", 1)]
    [InlineData("not too fast", 0.6)]
    [InlineData("nothing too heavy", 0.6)]
    [InlineData("don't be too dramatic", 0.6)]
    [InlineData("less drums", 0.5)]
    [InlineData("go easy on the drums", 0.5)]
    [InlineData("more folk than rock", 0.5)]
    public void Parse_says_how_strongly_something_is_excluded(string text, double strength) =>
        Assert.Equal(strength, Assert.Single(QueryParser.Default.Parse(text).Excluded).Strength, 3);

    [Theory]
    [InlineData("calm piano, no loud drums please", "no loud drums")]
    [InlineData("dark but not too scary", "not too scary")]
    [InlineData("happy -drums", "-drums")]
    [InlineData("instrumental rock", "instrumental")]
    public void Parse_says_which_words_exclude(string text, string words) =>
        Assert.Equal(words, Assert.Single(QueryParser.Default.Parse(text).Excluded).Span!.Value.Of(text));

    [Fact]
    public void Parse_reads_instrumental_as_no_vocals_and_keeps_the_word()
    {
        var query = QueryParser.Default.Parse("instrumental rock");

        Assert.Equal("instrumental rock", query.Wanted);
        Assert.Equal("vocals", Assert.Single(query.Excluded).Text);
    }

    [Theory]
    [InlineData("drums", "drums")]
    [InlineData("no drums", "drums")]
    [InlineData("drums, vocals", "drums|vocals")]
    [InlineData("drums and vocals or bass", "drums|vocals|bass")]
    [InlineData("drum and bass", "drum and bass")]
    [InlineData("acustic gitar", "acoustic guitar")]
    [InlineData(" ", "")]
    public void Parse_reads_the_value_of_an_option_as_exclusions(string value, string excluded)
    {
        var query = QueryParser.Default.Parse("calm", value);

        Assert.Equal("calm", query.Wanted);
        Assert.Equal(excluded, string.Join('|', query.Excluded.Select(part => part.Text)));
        Assert.All(query.Excluded, part => Assert.Null(part.Span));
    }

    [Theory]
    [InlineData("like Hans Zimmer", "Hans Zimmer", NameKind.Like)]
    [InlineData("epic, in the style of hans zimmer", "hans zimmer", NameKind.Like)]
    [InlineData("by Kevin MacLeod", "Kevin MacLeod", NameKind.By)]
    [InlineData("something by kevin macleod, no drums", "kevin macleod", NameKind.By)]
    [InlineData("music by Lena Raine", "Lena Raine", NameKind.By)]
    [InlineData("Kevin MacLeod", "Kevin MacLeod", NameKind.Mentioned)]
    [InlineData("like queen", "queen", NameKind.Like)]
    [InlineData("Queen", "Queen", NameKind.Mentioned)]
    [InlineData("play \"Vibe Ace\"", "Vibe Ace", NameKind.Quoted)]
    [InlineData("play “Vibe Ace”", "Vibe Ace", NameKind.Quoted)]
    [InlineData("the track 'Don't Go' please", "Don't Go", NameKind.Quoted)]
    public void Parse_finds_names(string text, string name, NameKind kind)
    {
        var found = Assert.Single(QueryParser.Default.Parse(text).Names);

        Assert.Equal((name, kind), (found.Text, found.Kind));
        Assert.Equal(name, found.Span.Of(text));
    }

    [Theory]
    [InlineData("I'd like something happy")]
    [InlineData("like a dream")]
    [InlineData("sounds like summer")]
    [InlineData("like Christmas")]
    [InlineData("by the sea")]
    [InlineData("a storm by night")]
    [InlineData("Slow Dark Strings")]
    [InlineData("queen of hearts")]
    [InlineData("it's a dog's life")]
    [InlineData("not like Hans Zimmer")]
    public void Parse_finds_no_names_where_none_are_asked_for(string text) => Assert.Empty(QueryParser.Default.Parse(text).Names);

    [Theory]
    [InlineData("acustic gitar", "acoustic guitar")]
    [InlineData("saxaphone and vilion", "saxophone and violin")]
    [InlineData("brithday party", "birthday party")]
    [InlineData("orchestrall", "orchestral")]
    public void Parse_corrects_words_about_music(string text, string wanted)
    {
        var query = QueryParser.Default.Parse(text);

        Assert.Equal(wanted, query.Wanted);
        Assert.All(query.Corrections, correction => Assert.Equal(correction.Typed, correction.Span.Of(text)));
    }

    [Theory]
    [InlineData("xyzzy qwrt")]
    [InlineData("zzzz")]
    [InlineData("ruhige traurige Klaviermusik")]
    [InlineData("a bass in the house")]
    [InlineData("music by Bjarne Gitarre")]
    [InlineData("dreamscapes and fingerpicked guitar")]
    public void Parse_corrects_neither_names_nor_other_languages_nor_gibberish(string text) =>
        Assert.Empty(QueryParser.Default.Parse(text).Corrections);

    [Theory]
    [InlineData("😂", "funny")]
    [InlineData("calm 🎹", "calm piano")]
    [InlineData("🏖️ music", "beach music")]
    [InlineData("🎸🎸", "electric guitar electric guitar")]
    [InlineData("🧿", "🧿")]
    public void Parse_reads_pictograms_in_words(string text, string wanted) => Assert.Equal(wanted, QueryParser.Default.Parse(text).Wanted);

    [Fact]
    public void Parse_excludes_pictograms_too() =>
        Assert.Equal("electric guitar", Assert.Single(QueryParser.Default.Parse("calm, no 🎸").Excluded).Text);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("...")]
    [InlineData("no")]
    [InlineData("not")]
    [InlineData("without")]
    [InlineData("no no no")]
    [InlineData("-")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("“")]
    [InlineData("than")]
    [InlineData("like")]
    [InlineData("no, and or but")]
    [InlineData("\ud83d no drums \ude02")]
    [InlineData("\0\u0001\u200b")]
    public void Parse_takes_any_text(string text) => Assert.Equal(text, QueryParser.Default.Parse(text).Text);

    [Fact]
    public void Parse_of_a_hundred_thousand_words_is_quick()
    {
        foreach (var part in new[] { "no kazoo ", "no drums, ", "xyzzyqwrt ", "not ", "\"", "a, or ", "more drums than " })
        {
            var text = string.Concat(Enumerable.Repeat(part, 100_000));
            var watch = System.Diagnostics.Stopwatch.StartNew();
            QueryParser.Default.Parse(text);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"'{part}' took {watch.Elapsed}");
        }
    }
}
