using Viml.Library.Answers;
using Viml.Library.Encoding;
using Viml.Library.Recommendation;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Models;

namespace Viml.Library.Tests.Recommendation;

/// <summary>Rankings with a bundle that knows associations: music has drums as far as it is loud, and is calm where not.</summary>
public sealed class FitRankingTests : IDisposable
{
    private readonly TestLibrary _library = new();

    public FitRankingTests()
    {
        _library.Write("quiet.mp3", "0.1 90");
        _library.Write("middle.mp3", "0.5 90");
        _library.Write("loud.mp3", "0.9 90");
    }

    public void Dispose() => _library.Dispose();

    [Theory]
    [InlineData("drums", "loud", "quiet")]
    [InlineData("no drums", "quiet", "loud")]
    [InlineData("without drums", "quiet", "loud")]
    [InlineData("calm", "quiet", "loud")]
    [InlineData("not calm", "loud", "quiet")]
    [InlineData("drumms", "loud", "quiet")]
    public void Words_rank_by_the_tags_they_ask_for_and_those_they_exclude(string text, string first, string last)
    {
        var names = Names(Recommend(text));
        Assert.Equal((first, last), (names[0], names[^1]));
    }

    [Fact]
    public void What_is_excluded_apart_from_the_text_counts_like_the_text()
    {
        var answer = Recommend(new RecommendationRequest { Not = ["drums"] });
        Assert.Equal(["quiet", "middle", "loud"], Names(answer));
        Assert.Equal([new ExcludedThing("drums", 1)], answer.Words!.Excluded);
        Assert.Contains("no drums", answer.Tracks[0].Reason);
        Assert.DoesNotContain("no drums", answer.Tracks[^1].Reason);
        Assert.Null(answer.Query.Text);
        Assert.Equal(
            Names(Recommend("something, no drums")), Names(Recommend(new RecommendationRequest { Text = "something", Not = ["drums"] })));
    }

    [Fact]
    public void Fit_is_a_probability_by_which_the_tracks_are_ordered()
    {
        var fits = Recommend("drums").Tracks.Select(track => track.Fit!.Value).ToList();
        Assert.All(fits, fit => Assert.InRange(fit, 0, 1));
        Assert.Equal(fits.OrderDescending(), fits);
        Assert.True(fits[0] > fits[^1]);
    }

    [Fact]
    public void The_joint_space_alone_ranks_where_it_is_asked_to()
    {
        var answer = Recommend(new RecommendationRequest { Text = "0.9 no drums", Ranking = RankingKind.Joint });
        Assert.Equal("loud", Names(answer)[0]);
        Assert.All(answer.Tracks, track => Assert.Null(track.Fit));
        Assert.Null(answer.LittleFits);
        Assert.Throws<ArgumentException>(
            () => Recommend(new RecommendationRequest { Text = "x", Not = ["drums"], Ranking = RankingKind.Joint }));
    }

    [Theory]
    [InlineData("xyzzy qwrt")]
    [InlineData("the")]
    [InlineData("zzzz")]
    public void Words_that_are_not_understood_rank_nothing_by_themselves(string text)
    {
        var answer = Recommend(text);
        Assert.Equal(WordsUnderstanding.Unknown, answer.Words!.Understanding);
        Assert.Empty(answer.Tracks);
        Assert.Contains("understood", answer.Words.Notes[0]);
    }

    [Fact]
    public void Beside_a_video_words_that_are_not_understood_change_nothing_and_are_no_reason()
    {
        var alone = Recommend(new RecommendationRequest { Video = "0.1" });
        var beside = Recommend(new RecommendationRequest { Video = "0.1", Text = "xyzzy qwrt" });
        Assert.Equal(alone.Tracks.Select(track => (track.Path, track.Fit, track.Reason)), beside.Tracks.Select(
            track => (track.Path, track.Fit, track.Reason)));
        Assert.Equal(["xyzzy", "qwrt"], beside.Words!.Unknown);
    }

    [Fact]
    public void A_text_of_another_language_counts_as_far_as_its_words_are_known()
    {
        var answer = Recommend("ruhige Musik ohne Schlagzeug bitte");
        Assert.Equal((WordsUnderstanding.OtherLanguage, "German"), (answer.Words!.Understanding, answer.Words.Language));
        Assert.Contains(answer.Words.Translated, word => word.Word == "ruhige" && word.Read.Contains("calm"));
        Assert.Equal("quiet", Names(answer)[0]);
        Assert.Contains("German", answer.Words.Notes[0]);

        Assert.Empty(Recommend("私は音楽が好きです").Tracks);
    }

    [Fact]
    public void A_word_that_was_read_as_another_is_said()
    {
        Assert.Equal([new WordMeaning("drumms", "drums")], Recommend("drumms").Words!.Corrections);
        Assert.Contains(Recommend("drumms").Words!.Notes, note => note.Contains("\"drumms\" = drums"));
    }

    [Fact]
    public void The_weight_of_the_text_takes_part_in_everything_and_at_0_nothing_of_the_text_is_left()
    {
        RecommendationRequest Request(double weight) => new() { Video = "0.5", Text = "calm, no drums", TextWeight = weight };
        var none = Recommend(Request(0));
        var alone = Recommend(new RecommendationRequest { Video = "0.5" });
        Assert.Equal(
            alone.Tracks.Select(track => (track.Path, track.Fit, track.Reason, track.Start)),
            none.Tracks.Select(track => (track.Path, track.Fit, track.Reason, track.Start)));
        Assert.All(none.Tracks, track => Assert.DoesNotContain("your words", track.Reason));

        float Quiet(double weight) => Recommend(Request(weight)).Tracks.Single(track => track.Path.EndsWith("quiet.mp3")).Fit!.Value;
        Assert.True(Quiet(0) < Quiet(0.5) && Quiet(0.5) < Quiet(1));
    }

    [Fact]
    public void Words_that_only_exclude_leave_the_rest_to_the_video()
    {
        var alone = Recommend(new RecommendationRequest { Video = "0.9" });
        var without = Recommend(new RecommendationRequest { Video = "0.9", Text = "no drums" });
        float Fit(RecommendationAnswer answer, string name) => answer.Tracks.Single(track => track.Path.EndsWith($"{name}.mp3")).Fit!.Value;
        Assert.Equal(Fit(alone, "quiet"), Fit(without, "quiet"), 1e-6f);
        Assert.True(Fit(without, "loud") < Fit(alone, "loud"));
    }

    [Theory]
    [InlineData("suspense", "suspense")]
    [InlineData("like Kevin MacLeod", "by-him")]
    [InlineData("kevin macleod", "by-him")]
    [InlineData("MACLEOD", "by-him")]
    [InlineData("calm music by Kevin MacLeod", "by-him")]
    public void Names_find_their_tracks_and_are_the_reason(string text, string first)
    {
        _library.Write("suspense.mp3", "0.7 90");
        _library.Write("by-him.mp3", "0.8 90\nartist Kevin MacLeod");
        var answer = Recommend(text);
        Assert.Equal(first, Names(answer)[0]);
        Assert.Contains(": your words", answer.Tracks[0].Reason);
        Assert.True(answer.Tracks[0].Fit > 0.6f);
        Assert.NotEqual(WordsUnderstanding.Unknown, answer.Words!.Understanding);
        Assert.True(answer.LittleFits is false);
    }

    [Fact]
    public void A_name_alone_says_nothing_about_the_sound_of_other_tracks()
    {
        _library.Write("by-her.mp3", "0.8 90\nartist Jolenta Vrabec");
        var answer = Recommend("Jolenta Vrabec");
        Assert.Equal("by-her", Names(answer)[0]);
        Assert.Equal(["Jolenta Vrabec"], answer.Words!.Names);
        Assert.All(answer.Tracks.Skip(1), track => Assert.DoesNotContain("your words", track.Reason));
        Assert.Single(answer.Tracks.Skip(1).Select(track => track.Fit).Distinct());
    }

    [Fact]
    public void What_is_excluded_is_no_name()
    {
        _library.Write("drums.mp3", "0.9 95");
        Assert.Equal("quiet", Names(Recommend("no drums"))[0]);
    }

    [Fact]
    public void Where_even_the_best_track_hardly_fits_it_is_said()
    {
        File.Delete(_library["loud.mp3"]);
        var far = FakeModels.Create("far", jointSign: -1, hasAssociations: true);
        Assert.True(Recommend(new RecommendationRequest { Text = "techno" }, far).LittleFits is true);
        Assert.True(Recommend("calm").LittleFits is false);
    }

    [Fact]
    public void Words_start_where_their_tags_are_strongest()
    {
        _library.Write("moment.mp3", "0.1 51\n0.9 30\n0.1 60");
        var track = Recommend("drums").Tracks.Single(track => track.Path.EndsWith("moment.mp3"));
        Assert.Equal((51, 30), (track.Start, track.Length));

        var beside = Recommend(new RecommendationRequest { Video = "0.5", Text = "drums" }).Tracks
            .Single(track => track.Path.EndsWith("moment.mp3"));
        Assert.InRange(beside.Start, 48, 72);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void Texts_of_any_length_are_answered(int words)
    {
        Assert.Equal("loud", Names(Recommend(string.Join(' ', Enumerable.Repeat("drums", words))))[0]);
        Assert.Empty(Recommend(string.Join(' ', Enumerable.Repeat("qzx", words))).Tracks);
    }

    [Theory]
    [InlineData("drums\u0000\u0007\u001b[31m")]
    [InlineData("drums \ud83d")]
    [InlineData("drums música 音楽 музыка")]
    [InlineData("\"drums\" OR NEAR( * ^ -- ; DROP TABLE tracks")]
    public void Control_characters_broken_surrogates_mixed_scripts_and_query_syntax_do_no_harm(string text) =>
        Assert.Equal("loud", Names(Recommend(text))[0]);

    private RecommendationAnswer Recommend(string text) => Recommend(new RecommendationRequest { Text = text });

    private RecommendationAnswer Recommend(RecommendationRequest request, ModelSet? models = null)
    {
        models ??= FakeModels.Create(hasAssociations: true);
        _library.Index(models: models);
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        return new RecommendationService(library, models, _library.Source, (names, _) => Video(names[0])).Recommend(request);
    }

    private static EncodedVideo Video(string name)
    {
        var level = float.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
        float[] values = [.. Enumerable.Repeat(FakeModels.Feature(level), 12).SelectMany(x => x)];
        return new EncodedVideo(new FeatureSequence(values, 12, FakeModels.Width, 1), 12, null);
    }

    private static List<string> Names(RecommendationAnswer answer) =>
        [.. answer.Tracks.Select(track => Path.GetFileNameWithoutExtension(track.Path))];
}
