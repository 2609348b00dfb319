using Viml.Library.Catalog;
using Viml.Library.Search;
using Viml.Library.Tests.Fakes;
using Viml.Models;
using Viml.Models.Tagging;
using Viml.Testing;

namespace Viml.Library.Tests.Search;

public sealed class SegmentIndexTests : IDisposable
{
    private readonly TestLibrary _library = new();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void The_track_whose_level_is_nearest_comes_first_with_its_best_segment()
    {
        _library.Write("loud.mp3", "0.9 100");
        _library.Write("soft.mp3", "0.1 100");
        _library.Write("turns.mp3", "0.9 60\n0.1 60");
        var result = Search(0.1f);
        Assert.Equal(["soft.mp3", "turns.mp3", "loud.mp3"], Names(result));
        Assert.Equal((60, 30), (result.Hits[1].Start, result.Hits[1].Length));
        Assert.Equal(1, result.Hits[0].Score, 1e-3f);
    }

    [Fact]
    public void The_score_blends_the_best_segment_with_the_whole_track()
    {
        _library.Write("turns.mp3", "0.9 60\n0.1 60");
        var query = FakeModels.Unit(FakeModels.Feature(0.1f));
        var hit = Assert.Single(Search(0.1f).Hits);
        var whole = FakeModels.Unit([.. FakeModels.Feature(0.9f).Zip(FakeModels.Feature(0.1f), (a, b) => (a + b) / 2)]);
        var expected = (1 - SegmentIndex.WholeTrackShare) * 1 + SegmentIndex.WholeTrackShare * query.Zip(whole, (a, b) => a * b).Sum();
        Assert.Equal(expected, hit.Score, 1e-3f);
    }

    [Fact]
    public void Equal_tracks_come_in_the_order_of_their_paths()
    {
        _library.Write("b.mp3", "0.5 30");
        _library.Write("a.mp3", "0.5 30\n0.5 0"); // other bytes, same sound
        _library.Write("c.mp3", "0.50 30");
        Assert.Equal(["a.mp3", "b.mp3", "c.mp3"], Names(Search(0.2f)));
    }

    [Fact]
    public void Filters_apply_in_order_and_count_what_each_removed()
    {
        _library.Write("drums/long.mp3", "0.9 100");
        _library.Write("drums/short.mp3", "0.9 10");
        _library.Write("drums/Other.mp3", "0.8 100");
        _library.Write("drums2/elsewhere.mp3", "0.85 100");
        _library.Write("calm.mp3", "0.1 100");
        var result = Search(0.1f, new SearchFilters
        {
            Tags = [new TagFilter("drums", 0.7f)],
            MinimumDuration = 20,
            MaximumDuration = 1000,
            Folder = _library["drums/"],
            PathText = "LONG",
        });
        Assert.Equal([1, 1, 0, 1, 1], result.Filters.Select(filter => filter.Removed));
        Assert.Equal("tag drums >= 0.7", result.Filters[0].Filter);
        Assert.Equal(["long.mp3"], Names(result));
    }

    [Fact]
    public void Filters_that_leave_nothing_give_an_empty_ranking()
    {
        _library.Write("a.mp3", "0.5 30");
        Assert.Empty(Search(0.5f, new SearchFilters { PathText = "nowhere" }).Hits);
    }

    [Fact]
    public void A_filter_that_makes_no_sense_is_an_error()
    {
        _library.Write("a.mp3", "0.5 30");
        Assert.Contains("drums", Assert.Throws<ArgumentException>(() => Search(0, new SearchFilters { Tags = [new TagFilter("drum")] })).Message);
        Assert.Throws<ArgumentException>(() => Search(0, new SearchFilters { Tags = [new TagFilter("drums", float.NaN)] }));
        Assert.Throws<ArgumentException>(() => Search(0, new SearchFilters { MinimumDuration = 5, MaximumDuration = 4 }));
    }

    [Fact]
    public void Tracks_whose_files_are_gone_are_not_found()
    {
        _library.Write("a.mp3", "0.5 30");
        _library.Write("b.mp3", "0.6 30");
        _library.Index();
        File.Delete(_library["a.mp3"]);
        Assert.Equal(["b.mp3"], Names(Search(0.5f)));
    }

    [Fact]
    public void An_empty_library_and_a_query_of_another_width_are_errors()
    {
        LibraryStore.Open(_library.LibraryPath).Dispose();
        var fault = Assert.Throws<LibraryNotFoundException>(() => _library.Read(store => SegmentIndex.Load(store, FakeModels.Create())));
        Assert.Contains("viml index", fault.Message);
        _library.Write("a.mp3", "0.5 30");
        _library.Index();
        Assert.Throws<ArgumentException>(() => _library.Read(store => SegmentIndex.Load(store, FakeModels.Create()).Search(new float[3], SearchFilters.None)));
    }

    [Fact]
    public void Embeddings_of_another_width_are_an_error_of_the_library()
    {
        _library.Write("a.mp3", "0.5 30");
        _library.Index();
        using (var store = LibraryStore.Open(_library.LibraryPath))
            store.Session.Execute("UPDATE segments SET embeddings = x'0000'");
        Assert.Throws<LibraryFormatException>(() => _library.Read(store => SegmentIndex.Load(store, FakeModels.Create())));
    }

    [Fact]
    public void Ten_thousand_tracks_are_all_found_and_a_query_allocates_little()
    {
        const int Tracks = 10_000, Segments = 4, Width = FakeModels.Width;
        using var folder = new TemporaryFolder();
        using var store = LibraryStore.Open(folder["big.viml"]);
        var models = FakeModels.Create();
        store.SetMeta(models.Meta);
        var random = new Random(1);
        store.InTransaction(() =>
        {
            for (var i = 0; i < Tracks; i++)
                Save(i);
        });
        var index = SegmentIndex.Load(store, models);
        var result = index.Search(Vector(), SearchFilters.None);
        Assert.Equal((Tracks, Tracks * Segments, Tracks), (index.Tracks.Count, index.Segments, result.Hits.Count));
        var query = Vector();
        var top = index.Search(query, SearchFilters.None, 10).Hits;
        Assert.Equal(index.Search(query, SearchFilters.None).Hits.Take(10), top);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            index.Search(query, SearchFilters.None, 10);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10, 0, 4096);

        void Save(int i)
        {
            var embeddings = new TrackEmbeddings(models.BundleHash, Vector(), [.. Enumerable.Range(0, Segments).Select(s => new SegmentEmbedding(s * 15, 30, Vector()))]);
            var track = new TrackContent($"{i:x64}", new TrackLabels($"Track {i}", null, null, null), 75, models.Meta.EncoderKey,
                new FeatureSequence(new float[25 * Width], 25, Width, 1 / 3.0), new float[TagVocabulary.Default.Count], embeddings);
            store.Files.SetIndexed(new FileStamp($"/music/{i}.mp3", 1, 1), track.ContentHash, store.Tracks.Save(track));
        }

        float[] Vector() => FakeModels.Unit([.. Enumerable.Range(0, Width).Select(_ => (float)random.NextDouble() - 0.5f)]);
    }

    private SearchResult Search(float level, SearchFilters? filters = null)
    {
        _library.Index();
        return _library.Read(store => SegmentIndex.Load(store, FakeModels.Create()))
            .Search(FakeModels.Unit(FakeModels.Feature(level)), filters ?? SearchFilters.None);
    }

    private static IEnumerable<string> Names(SearchResult result) => result.Hits.Select(hit => Path.GetFileName(hit.Track.Paths[0]));
}
