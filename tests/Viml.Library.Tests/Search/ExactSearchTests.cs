using Viml.Library.Catalog;
using Viml.Library.Search;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;

namespace Viml.Library.Tests.Search;

public sealed class ExactSearchTests : IDisposable
{
    private readonly TestLibrary _library = new();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void The_track_whose_level_is_nearest_comes_first_with_its_best_segment()
    {
        _library.Write("loud.mp3", "0.9 100");
        _library.Write("soft.mp3", "0.1 100");
        _library.Write("turns.mp3", "0.9 60\n0.1 60");
        var hits = Rank(new TrackQuery(Query(0.1f), 3)).Hits;
        Assert.Equal(["soft.mp3", "turns.mp3", "loud.mp3"], Names(hits));
        Assert.Equal((60, 30), (hits[1].Start, hits[1].Length));
        Assert.Equal(1, hits[0].Score, 1e-3f);
    }

    [Fact]
    public void The_score_blends_the_best_segment_with_the_whole_track()
    {
        _library.Write("turns.mp3", "0.9 60\n0.1 60");
        var hit = Assert.Single(Rank(new TrackQuery(Query(0.1f), 1)).Hits);
        var whole = FakeModels.Unit([.. FakeModels.Feature(0.9f).Zip(FakeModels.Feature(0.1f), (a, b) => (a + b) / 2)]);
        var expected = (1 - ExactSearch.WholeTrackShare) * 1 + ExactSearch.WholeTrackShare * Query(0.1f).Zip(whole, (a, b) => a * b).Sum();
        Assert.Equal(expected, hit.Score, 1e-3f);
    }

    [Fact]
    public void Equal_tracks_come_in_the_order_of_their_paths()
    {
        _library.Write("b.mp3", "0.5 30");
        _library.Write("a.mp3", "0.5 30\n0.5 0"); // other bytes, same sound
        _library.Write("c.mp3", "0.50 30");
        Assert.Equal(["a.mp3", "b.mp3", "c.mp3"], Names(Rank(new TrackQuery(Query(0.2f), 3)).Hits));
    }

    [Fact]
    public void Tracks_that_are_not_allowed_are_left_out_even_where_too_few_remain()
    {
        WriteFive();
        Assert.Equal(["1.mp3", "3.mp3"], Names(Rank(new TrackQuery(Query(0.1f), 4, [true, false, true, false, false])).Hits));
        Assert.Empty(Rank(new TrackQuery(Query(0.1f), 4, new bool[5])).Hits);
    }

    [Fact]
    public void Tracks_that_are_turned_down_are_counted_and_replaced_by_the_next_best()
    {
        WriteFive();
        var asked = new List<int>();
        var ranking = Rank(new TrackQuery(Query(0.1f), 1, Accepts: track =>
        {
            asked.Add(track);
            return track == 3;
        }));
        Assert.Equal(["4.mp3"], Names(ranking.Hits));
        Assert.Equal(3, ranking.Rejected);
        Assert.Equal([0, 1, 2, 3], asked);
        var none = Rank(new TrackQuery(Query(0.1f), 2, Accepts: _ => false));
        Assert.Equal((0, 5), (none.Hits.Count, none.Rejected));
    }

    [Fact]
    public void Several_queries_give_the_same_as_each_alone()
    {
        WriteFive();
        var (one, other) = (Query(0.1f), Query(0.9f));
        TrackQuery[] queries =
            [new(one, 2, [false, true, true, true, true]), new(one, 5), new(other, 3), new(other, 2, [true, true, false, false, true])];
        var together = Search().Rank(queries, default);
        for (var i = 0; i < queries.Length; i++)
            Assert.Equal(Rank(queries[i]).Hits, together[i].Hits);
        Assert.Equal(["1.mp3", "2.mp3", "3.mp3", "4.mp3", "5.mp3"], Names(together[1].Hits));
    }

    [Fact]
    public void A_query_of_another_width_is_an_error_and_a_search_can_be_cancelled()
    {
        _library.Write("a.mp3", "0.5 30");
        Assert.Throws<ArgumentException>(() => Rank(new TrackQuery(new float[3], 1)));
        Assert.ThrowsAny<OperationCanceledException>(
            () => Search().Rank([new TrackQuery(Query(0.5f), 1)], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Embeddings_of_another_width_and_tracks_without_segments_are_errors_of_the_library()
    {
        _library.Write("a.mp3", "0.5 30");
        _library.Index();
        Change("UPDATE segments SET embeddings = x'0000'");
        Assert.Throws<LibraryFormatException>(() => Search(index: false));
        Change("DELETE FROM segments");
        Assert.Contains("1 tracks", Assert.Throws<LibraryFormatException>(() => Search(index: false)).Found);
    }

    [Fact]
    public void Ten_thousand_tracks_are_all_found_and_a_query_allocates_little()
    {
        const int Tracks = 10_000, Segments = 4, Width = FakeModels.Width;
        var random = new Random(1);
        var search = new ExactSearch(
            Width, Vectors(Tracks), Vectors(Tracks * Segments),
            [.. Enumerable.Range(0, Tracks * Segments).Select(i => new Segment(i % Segments * 15, 30))],
            [.. Enumerable.Range(0, Tracks).Select(i => new SegmentRange(i * Segments, Segments))]);
        var query = new TrackQuery([.. FakeModels.Unit([1, 2, 3, 4])], 10);
        var all = search.Rank([query with { Count = Tracks }], default)[0].Hits;
        Assert.Equal((Tracks, Tracks), (all.Count, all.Select(hit => hit.Track).Distinct().Count()));
        Assert.Equal(all.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Track), all);
        Assert.Equal(all.Take(10), search.Rank([query], default)[0].Hits);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            search.Rank([query], default);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10, 0, 4096);

        Half[] Vectors(int count) => [.. Enumerable.Range(0, count)
            .SelectMany(_ => FakeModels.Unit([.. Enumerable.Range(0, Width).Select(_ => random.NextSingle() - 0.5f)]))
                .Select(number => (Half)number)];
    }

    private void WriteFive()
    {
        foreach (var level in Enumerable.Range(1, 5))
            _library.Write($"{level}.mp3", $"0.{level} 30");
    }

    private void Change(string sql)
    {
        using var library = SqliteLibrary.Open(_library.LibraryPath);
        library.Session.Execute(sql);
    }

    private ITrackSearch Search(bool index = true)
    {
        if (index)
            _library.Index();
        return _library.Read(library => library.OpenSearch(InOrder(library), FakeModels.Width, default));
    }

    private TrackRanking Rank(TrackQuery query) => Assert.Single(Search().Rank([query], default));

    private IEnumerable<string> Names(IEnumerable<TrackHit> hits)
    {
        var tracks = _library.Read(InOrder);
        return hits.Select(hit => Path.GetFileName(tracks[hit.Track].Paths[0]));
    }

    private static TrackRecord[] InOrder(SqliteLibrary library) =>
        [.. library.Tracks().OrderBy(track => track.Paths[0], StringComparer.Ordinal)];

    private static float[] Query(float level) => FakeModels.Unit(FakeModels.Feature(level));
}
