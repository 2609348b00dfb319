using System.Text.Json;
using Viml.Library.Answers;
using Viml.Library.Encoding;
using Viml.Library.Indexing;
using Viml.Library.Recommendation;
using Viml.Library.Search;
using Viml.Library.Similarity;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Models;

namespace Viml.Library.Tests.Recommendation;

public sealed class RecommendationServiceTests : IDisposable
{
    private readonly TestLibrary _library = new();

    public RecommendationServiceTests()
    {
        _library.Write("calm.mp3", "0.1 90");
        _library.Write("middle.mp3", "0.5 90");
        _library.Write("drums.mp3", "0.9 90");
    }

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Words_alone_rank_by_the_words()
    {
        var result = Recommend(new RecommendationRequest { Text = " 0.9 drums " });
        Assert.Equal(["drums.mp3", "middle.mp3", "calm.mp3"], Names(result));
        Assert.Equal([1, 2, 3], result.Tracks.Select(track => track.Rank));
        Assert.Equal(new RecommendationQuery(null, null, "0.9 drums", null), result.Query);
        Assert.Equal(30, result.Tracks[0].Length);
    }

    [Fact]
    public void An_up_to_date_library_and_a_query_never_load_the_music_encoder()
    {
        var models = FakeModels.Create(loadMusic: () => throw new InvalidOperationException("The music encoder was loaded."));
        Assert.Throws<InvalidOperationException>(() => _library.Index(models: models));
        _library.Index();
        Assert.Equal(new IndexCounts(3, 0, 3, 0, 0), _library.Index(models: models).Counts);
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        Assert.Equal(
            3, new RecommendationService(library, models).Recommend(new RecommendationRequest { Text = "0.9 drums" }).Tracks.Count);
    }

    [Fact]
    public void A_video_alone_ranks_by_the_picture()
    {
        var result = Recommend(new RecommendationRequest { Video = "0.1", Text = "  " });
        Assert.Equal(["calm.mp3", "middle.mp3", "drums.mp3"], Names(result));
        Assert.Equal(new RecommendationQuery("0.1", 12, null, null), result.Query);
    }

    [Theory]
    [InlineData(1.0, "drums.mp3")]
    [InlineData(0.5, "middle.mp3")]
    [InlineData(0.0, "calm.mp3")]
    public void The_text_weight_moves_the_query_from_the_picture_to_the_fusion(double weight, string first)
    {
        var result = Recommend(new RecommendationRequest { Video = "0.1", Text = "0.9", TextWeight = weight });
        Assert.Equal(first, Names(result).First());
        Assert.Equal(weight, result.Query.TextWeight);
    }

    [Fact]
    public void Top_limits_the_tracks_and_filters_come_with_their_counts()
    {
        var result = Recommend(new RecommendationRequest
        {
            Text = "0.9",
            Top = 1,
            Filters = new SearchFilters { Tags = [new TagFilter("calm", 0.4f)] },
        });
        Assert.Equal(["middle.mp3"], Names(result));
        Assert.Equal([new FilterEffect("tag calm >= 0.4", 1)], result.Filters);
    }

    [Fact]
    public void The_start_is_the_moment_that_fits_best_on_the_grid_of_three_seconds()
    {
        _library.Write("moment.mp3", "0.9 51\n0.1 12\n0.9 60");
        var track = Recommend(new RecommendationRequest { Video = "0.1" }).Tracks.Single(track => track.Title.Contains("moment"));
        Assert.Equal((51, 12), (track.Start, track.Length));
    }

    [Fact]
    public void A_video_longer_than_the_track_takes_all_of_it()
    {
        _library.Write("short.mp3", "0.1 7");
        var track = Recommend(new RecommendationRequest { Video = "0.1" }).Tracks.Single(track => track.Title.Contains("short"));
        Assert.Equal((0, 7), (track.Start, track.Length));
        var longer = Recommend(new RecommendationRequest { Video = "0.1 80" }).Tracks[0];
        Assert.InRange(longer.Start + longer.Length, 80, 90);
        Assert.Equal(80, longer.Length);
    }

    [Fact]
    public void Tags_and_reasons_name_what_words_and_picture_share_with_the_track()
    {
        foreach (var number in Enumerable.Range(0, 7))
            _library.Write($"loud{number}.mp3", $"1 {60 + number}");
        // Ten tracks, of which the two nearest to the picture are calmer than the library.
        var tracks = Recommend(new RecommendationRequest { Video = "0.1", Text = "0.9 drums" }).Tracks.ToDictionary(
            track => Path.GetFileName(track.Path));
        Assert.Equal("drums (your words); calm (suits the picture)", tracks["middle.mp3"].Reason);
        Assert.Equal("file name: your words; drums (your words)", tracks["drums.mp3"].Reason);
        Assert.Equal("calm (suits the picture)", tracks["calm.mp3"].Reason);
        Assert.Equal(["drums"], tracks["drums.mp3"].Tags.Select(tag => tag.Name));
        Assert.Equal("overall sound: calm", Recommend(new RecommendationRequest { Text = "0.1 piano" }).Tracks[0].Reason);
    }

    [Fact]
    public void Filters_do_not_change_the_reasons()
    {
        foreach (var number in Enumerable.Range(0, 7))
            _library.Write($"loud{number}.mp3", $"1 {60 + number}");
        var filters = new SearchFilters { Tags = [new TagFilter("calm", 0.8f)] };
        var track = Assert.Single(Recommend(new RecommendationRequest { Video = "0.1", Filters = filters }).Tracks);
        Assert.Equal("calm (suits the picture)", track.Reason);
    }

    [Fact]
    public void A_file_that_was_deleted_since_indexing_is_passed_over_and_counted()
    {
        _library.Index();
        File.Delete(_library["drums.mp3"]);
        var result = Recommend(new RecommendationRequest { Text = "0.9", Top = 2 }, index: false);
        Assert.Equal(["middle.mp3", "calm.mp3"], Names(result));
        Assert.Equal([new FilterEffect("file is no longer there", 1)], result.Filters);
    }

    [Fact]
    public void Requests_that_make_no_sense_are_errors_of_the_caller()
    {
        Assert.Contains(
            "video, a text, or both", Assert.Throws<ArgumentException>(() => Recommend(new RecommendationRequest { Text = " " })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Recommend(new RecommendationRequest { Text = "0.5", TextWeight = 1.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Recommend(new RecommendationRequest { Text = "0.5", TextWeight = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Recommend(new RecommendationRequest { Text = "0.5", Top = 0 }));
        Assert.Throws<ArgumentException>(() =>
            Recommend(new RecommendationRequest { Text = "0.5", Filters = new SearchFilters { Tags = [new TagFilter("nonsense")] } }));
    }

    [Fact]
    public void The_same_question_gives_the_same_json_with_the_promised_members()
    {
        _library.Write("größe \"quoted\".mp3", "0.9 30");
        var request = new RecommendationRequest { Video = "0.1", Text = "0.9 drums", Filters = new SearchFilters { MinimumDuration = 1 } };
        var json = AnswerJson.Write(Recommend(request), AnswerJson.Default.RecommendationAnswer);
        Assert.Equal(json, AnswerJson.Write(Recommend(request), AnswerJson.Default.RecommendationAnswer));
        Assert.Contains("größe", json);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(
            ["schema", "query", "words", "seen", "littleFits", "bundle", "library", "filters", "tracks", "warning"],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("bundle-a", root.GetProperty("bundle").GetProperty("hash").GetString());
        Assert.Equal(
            ["rank", "score", "fit", "id", "path", "title", "artist", "duration", "start", "length", "tags", "reason", "reasons"],
            root.GetProperty("tracks")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("instrument", root.GetProperty("tracks")[0].GetProperty("tags")[0].GetProperty("kind").GetString());
        var filter = root.GetProperty("filters")[0];
        Assert.Equal(("duration >= 1 s", 0), (filter.GetProperty("filter").GetString(), filter.GetProperty("removed").GetInt32()));
    }

    [Fact]
    public void Json_says_the_same_as_the_text_where_the_tagger_is_not_sure()
    {
        _library.Write("doubtful.mp3", "0.4 60");
        foreach (var number in Enumerable.Range(0, 7))
            _library.Write($"calm{number}.mp3", $"0 {60 + number}");
        var json = AnswerJson.Write(Recommend(new RecommendationRequest { Text = "0.4 drums" }), AnswerJson.Default.RecommendationAnswer);
        var track = JsonDocument.Parse(json).RootElement.GetProperty("tracks").EnumerateArray()
            .First(track => track.GetProperty("title").GetString()!.Contains("doubtful"));
        Assert.DoesNotContain(track.GetProperty("tags").EnumerateArray(), tag => tag.GetProperty("name").GetString() == "drums");
        Assert.Equal("leans towards drums (your words)", track.GetProperty("reason").GetString());
        var reason = Assert.Single(track.GetProperty("reasons").EnumerateArray().ToArray());
        Assert.Equal(("words", true), (reason.GetProperty("source").GetString(), reason.GetProperty("isLeaning").GetBoolean()));
        var tag = Assert.Single(reason.GetProperty("tags").EnumerateArray().ToArray());
        Assert.Equal(("drums", 0.4, "instrument"),
            (tag.GetProperty("name").GetString(), Math.Round(tag.GetProperty("confidence").GetDouble(), 2),
            tag.GetProperty("kind").GetString()));
    }

    [Fact]
    public void One_service_answers_many_threads_at_once_and_sees_what_was_indexed_in_between()
    {
        _library.Index();
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var service = Service(library);
        RecommendationRequest[] requests =
            [new() { Text = "0.9 drums" }, new() { Video = "0.1" }, new() { Video = "0.5 20", Text = "0.9", TextWeight = 0.4 }];
        var similar = new SimilarityRequest { Track = _library["calm.mp3"] };
        string Answer(int i) => i % 4 == 3
            ? AnswerJson.Write(service.Similar(similar), AnswerJson.Default.SimilarityAnswer)
            : AnswerJson.Write(service.Recommend(requests[i % 4]), AnswerJson.Default.RecommendationAnswer);
        var expected = Enumerable.Range(0, 4).Select(Answer).ToArray();
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.Equal(expected[i % 4], Answer(i)));

        _library.Write("new.mp3", "0.95 60");
        _library.Index();
        Assert.Equal(4, service.Recommend(requests[0]).Tracks.Count);
        Assert.Equal(3, service.Similar(similar).Tracks.Count);
    }

    [Fact]
    public void A_query_can_be_cancelled_while_the_video_is_read()
    {
        _library.Index();
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        using var cancellation = new CancellationTokenSource();
        var service = new RecommendationService(library, FakeModels.Create(), _library.Source, (names, token) =>
        {
            cancellation.Cancel();
            token.ThrowIfCancellationRequested();
            return Video(names[0]);
        });
        Assert.ThrowsAny<OperationCanceledException>(
            () => service.Recommend(new RecommendationRequest { Video = "0.1" }, cancellation.Token));
        Assert.Equal(3, service.Recommend(new RecommendationRequest { Text = "0.9" }).Tracks.Count);
    }

    [Fact]
    public void A_library_of_another_bundle_is_an_error_before_the_video_is_read()
    {
        _library.Index();
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var service = new RecommendationService(
            library, FakeModels.Create("bundle-b"), _library.Source, (_, _) => throw new InvalidOperationException());
        Assert.Throws<LibraryBundleException>(() => service.Recommend(new RecommendationRequest { Video = "0.1" }));
    }

    private RecommendationAnswer Recommend(RecommendationRequest request, bool index = true)
    {
        if (index)
            _library.Index();
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        return Service(library).Recommend(request);
    }

    private RecommendationService Service(SqliteLibrary library) =>
        new(library, FakeModels.Create(), _library.Source, (names, _) => Video(names[0]));

    /// <summary>A video called "LEVEL SECONDS" has that level; 12 s where no length is said.</summary>
    private static EncodedVideo Video(string name)
    {
        var parts = name.Split(' ');
        var level = float.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
        var seconds = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 12;
        var values = Enumerable.Repeat(FakeModels.Feature(level), seconds).SelectMany(feature => feature).ToArray();
        return new EncodedVideo(new FeatureSequence(values, seconds, FakeModels.Width, 1), seconds, null);
    }

    private static IEnumerable<string> Names(RecommendationAnswer result) => result.Tracks.Select(track => Path.GetFileName(track.Path));
}
