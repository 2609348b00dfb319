using Viml.Cli.Output;
using Viml.Library.Answers;
using Viml.Models.Tagging;

namespace Viml.Cli.Tests.Output;

public sealed class RankingTextTests
{
    [Fact]
    public void A_ranking_is_the_approved_text()
    {
        var screen = new StringWriter { NewLine = "\n" };
        RankingText.Print(Plain(screen), Ranking());
        ApprovedText.Matches("ranking", screen.ToString());
        Assert.All(screen.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void A_ranking_on_a_terminal_has_no_colour_codes_where_nobody_wants_them()
    {
        var screen = new StringWriter { NewLine = "\n" };
        RankingText.Print(Plain(screen) with { OutIsTerminal = true, Variable = name => name == "NO_COLOR" ? "1" : null }, Ranking());
        Assert.DoesNotContain("\u001b", screen.ToString());
    }

    [Fact]
    public void Titles_and_paths_are_whole_at_sixty_columns_and_wide()
    {
        foreach (var isWide in new[] { false, true })
        {
            var screen = new StringWriter { NewLine = "\n" };
            RankingText.Print(Screens.Of(screen, 60), Ranking(), isWide);
            var text = string.Join(' ', screen.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains("/music/[a] very long file name that nobody would want to read.ogg", text);
            Assert.Contains("melancholic", text);
            Assert.DoesNotContain("…", text);
        }
    }

    [Fact]
    public void A_text_of_thirty_thousand_letters_is_short_in_the_headline() =>
        Assert.InRange(RankingText.Headline(new RecommendationQuery(null, null, new string('x', 30_000), null)).Length, 100, 240);

    [Fact]
    public void A_tag_that_keeps_nothing_says_what_would_keep_some()
    {
        var screen = new StringWriter { NewLine = "\n" };
        RankingText.Print(Plain(TextWriter.Null) with { Error = screen }, Ranking() with
        {
            Tracks = [],
            Filters = [new FilterEffect("tag piano >= 0.5", 120) { Instead = new TagInstead("piano", 0.3f, 3) }],
        });
        Assert.Contains("--tag piano=0.3 would keep 3 tracks.", screen.ToString());
    }

    [Theory]
    [InlineData("/clips/trip.mp4", null, null, "Music for trip.mp4 (0:12)")]
    [InlineData(null, " calm piano ", null, "Music for \"calm piano\"")]
    [InlineData("/clips/trip.mp4", "calm", 1.0, "Music for trip.mp4 (0:12) and \"calm\"")]
    [InlineData("/clips/trip.mp4", "calm", 0.3, "Music for trip.mp4 (0:12) and \"calm\" (text weight 0.3)")]
    public void The_headline_says_what_was_asked(string? video, string? text, double? weight, string expected) =>
        Assert.Equal(expected, RankingText.Headline(new RecommendationQuery(video, video is null ? null : 12, text, weight)));

    [Fact]
    public void Exclusions_alone_are_the_headline()
    {
        var words = new WordsAnswer(
            WordsUnderstanding.Known, null, [], [], [new ExcludedThing("drums", 1), new ExcludedThing("vocals", 1)], [], [], null);
        Assert.Equal("Music without drums, vocals", RankingText.Headline(new RecommendationQuery(null, null, null, null), words));
    }

    [Fact]
    public void What_was_understood_and_how_little_fits_stand_above_the_table_and_fit_is_a_share_of_a_hundred()
    {
        var screen = new StringWriter { NewLine = "\n" };
        RankingText.Print(Plain(screen), Ranking() with
        {
            LittleFits = true,
            Words = new WordsAnswer(
                WordsUnderstanding.Partly, null, ["xyzzy"], [], [new ExcludedThing("fast", 0.6f)], [new WordMeaning("gitar", "guitar")], [],
                null),
            Tracks = [Track(1, 0.5f, "/music/a.mp3", "a", null, 0, [Reason(ReasonSource.Words, false, "guitar")]) with { Fit = 0.274f }],
        });
        ApprovedText.Matches("ranking-notes", screen.ToString());
    }

    [Fact]
    public void Without_a_word_understood_it_is_said_that_nothing_was_ranked()
    {
        var screen = new StringWriter { NewLine = "\n" };
        RankingText.Print(Plain(screen), Ranking() with
        {
            Query = new RecommendationQuery(null, null, "xyzzy", null),
            Words = new WordsAnswer(WordsUnderstanding.Unknown, null, ["xyzzy"], [], [], [], [], null),
            Filters = [],
            Tracks = [],
        });
        ApprovedText.Matches("ranking-unknown", screen.ToString());
    }

    private static AppEnvironment Plain(TextWriter screen) => Screens.Plain(screen);

    private static RecommendationAnswer Ranking() => new()
    {
        Query = new RecommendationQuery("/clips/trip.mp4", 12, "warm guitar", 1),
        Bundle = new BundleReference("toy", "0123456789abcdef"),
        Library = new RecommendationLibrary("/home/libraries/a.viml", 120, 1800),
        Filters = [new FilterEffect("tag guitar >= 0.5", 100)],
        Tracks =
        [
            Track(1, 0.871f, "/music/Somebody/An Album With a Name/03 - Morning Road.flac", "Morning Road", "Somebody", 65,
                [Reason(ReasonSource.Words, false, "acoustic guitar", "folk"), Reason(ReasonSource.Picture, false, "happy")]),
            Track(2, 0.8f, "/music/b.mp3", "b", null, 0, [Reason(ReasonSource.Words, false, "guitar")]),
            Track(10, -0.05f, "/music/[a] very long file name that nobody would want to read.ogg",
                "A [bold]very[/] long title that goes on and on", "An Artist", 3725,
                [Reason(ReasonSource.Sound, true, "acoustic guitar", "melancholic")]),
        ],
    };

    private static TrackReason Reason(ReasonSource source, bool isLeaning, params string[] labels) =>
        new(source, isLeaning, [.. labels.Select(label => new TrackTag(label, label, TagKind.Mood, 0.5f))]);

    private static RecommendedTrack Track(
        int rank, float score, string path, string title, string? artist, double start, TrackReason[] reasons) => new()
    {
        Rank = rank, Id = "id", Score = score, Path = path, Title = title, Artist = artist, Duration = 4000, Start = start, Length = 12,
        Tags = [], Reasons = reasons,
    };
}
