using Viml.Library.Catalog;
using Viml.Library.Search;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Models.Tagging;

namespace Viml.Library.Tests.Search;

public sealed class LibrarySnapshotsTests : IDisposable
{
    private readonly TestLibrary _library = new();

    public LibrarySnapshotsTests()
    {
        _library.Write("b.mp3", "0.25 30");
        _library.Write("a.mp3", "0.75 30");
        _library.Index();
    }

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Tracks_come_in_the_order_of_their_paths_with_their_mean_tags()
    {
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var snapshot = new LibrarySnapshots(library, FakeModels.Create()).Tracks(default);
        Assert.Equal(["a.mp3", "b.mp3"], snapshot.Tracks.Select(track => Path.GetFileName(track.Paths[0])));
        Assert.Equal(0.5f, snapshot.MeanTags[TagVocabulary.Default.IndexOf("drums")], 1e-3f);
        Assert.Null(snapshot.Search);
    }

    [Fact]
    public void Parts_are_read_once_and_again_after_a_change()
    {
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var snapshots = new LibrarySnapshots(library, FakeModels.Create());
        var first = snapshots.WithSearch(default);
        Assert.Same(first, snapshots.WithSearch(default));
        var both = snapshots.WithMeanFeatures(default);
        Assert.Same(first.Tracks, both.Tracks);
        Assert.Same(first.Search, both.Search);
        Assert.Equal([0.75f, 0.25f], both.MeanFeatures!.Select(mean => MathF.Round(mean.Span[2], 3)));

        _library.Write("c.mp3", "0.5 30");
        _library.Index();
        var second = snapshots.WithSearch(default);
        Assert.Equal((2, 3), (first.Tracks.Count, second.Tracks.Count));
        Assert.Equal(3, second.Search!.Segments);
    }

    [Fact]
    public void A_cancelled_reading_leaves_nothing_behind()
    {
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var snapshots = new LibrarySnapshots(library, FakeModels.Create());
        Assert.ThrowsAny<OperationCanceledException>(() => snapshots.WithSearch(new CancellationToken(canceled: true)));
        Assert.Equal(2, snapshots.WithSearch(default).Search!.Segments);
    }

    [Fact]
    public void Tracks_whose_files_are_missing_are_not_in_it()
    {
        File.Delete(_library["a.mp3"]);
        _library.Index();
        Assert.Single(_library.Read(library => new LibrarySnapshots(library, FakeModels.Create()).WithSearch(default)).Tracks);
    }

    [Fact]
    public void An_empty_library_and_another_vocabulary_are_errors()
    {
        using (var library = SqliteLibrary.Open(_library.LibraryPath))
            library.Session.Execute("UPDATE tracks SET tags = x'0000' WHERE id = 1; DELETE FROM checksums");
        Assert.Contains("89 tags", Assert.Throws<LibraryFormatException>(() => Read(_library.LibraryPath)).Message);
        var empty = _library.LibraryPath + ".empty";
        SqliteLibrary.Open(empty).Dispose();
        Assert.Contains("viml index", Assert.Throws<LibraryNotFoundException>(() => Read(empty)).Message);
    }

    private LibrarySnapshot Read(string path) =>
        _library.Read(library => new LibrarySnapshots(library, FakeModels.Create()).Tracks(default), path);
}
