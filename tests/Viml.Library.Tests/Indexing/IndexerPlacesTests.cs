using Viml.Library.Catalog;
using Viml.Library.Indexing;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Media;
using Viml.Testing;

namespace Viml.Library.Tests.Indexing;

/// <summary>Lists and files as places of music, and music that other libraries know.</summary>
public sealed class IndexerPlacesTests : IDisposable
{
    private readonly TestLibrary _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void What_a_list_no_longer_names_is_removed_from_a_library_that_holds_nothing_else()
    {
        _files.Write("a.mp3", "0.1 30");
        _files.Write("b.mp3", "0.2 30");
        var list = _files.Write("list.m3u", "a.mp3\nb.mp3\n");
        var request = new IndexRequest { Folders = [list], Only = true };
        Assert.Equal(2, _files.Index(request).Counts.Indexed);

        _files.Write("list.m3u", "b.mp3\n", minute: 1);
        var report = _files.Index(request);

        Assert.Equal((1, 1), (report.Counts.Unchanged, report.Removed));
        Assert.Equal(1, _files.Contents().Tracks);
    }

    [Fact]
    public void Files_named_by_hand_are_indexed_not_remembered_and_removed_when_they_are_gone()
    {
        var (a, b) = (_files.Write("a.mp3", "0.1 30"), _files.Write("b.mp3", "0.2 30"));
        Assert.Equal(2, _files.Index(new IndexRequest { Files = [a, b] }).Counts.Indexed);
        Assert.Empty(_files.Read(library => library.Folders()));

        File.Delete(a);
        var report = _files.Index(new IndexRequest { Files = [b] });

        Assert.Equal((1, 1), (report.Counts.Unchanged, report.Removed));
    }

    [Fact]
    public void Music_of_another_library_is_not_decoded_again_and_comes_out_the_same()
    {
        using var home = new TemporaryFolder();
        var libraries = new SqliteLibraries(new VimlPaths(home.Path));
        _files.Write("a.mp3", "0.1 30");
        _files.Write("b.mp3", "0.2 90");
        _files.Write("copy.mp3", "0.2 90");
        Index("first");
        var decoded = _files.Source.Described;
        _files.Write("new.mp3", "0.3 30");

        var report = Index("second");

        Assert.Equal((3, 2, 1), (report.Counts.Indexed, report.Reused, report.Counts.Unchanged));
        Assert.Equal(decoded + 1, _files.Source.Described);
        Assert.Equal(30, report.AudioSeconds, 0.1);
        Index("first");
        Assert.Equal(_files.Dump(libraries.PathOf("first")), _files.Dump(libraries.PathOf("second")));

        IndexReport Index(string name)
        {
            using var library = libraries.Open(name);
            return new Indexer(library, FakeModels.Create(), _files.Source, libraries).Run(new IndexRequest { Folders = [_files.Music] });
        }
    }

    [Fact]
    public void A_file_on_which_ffmpeg_hangs_is_not_tried_again_until_it_changes()
    {
        using var files = new TestLibrary
        {
            Source = new FakeMusic { OnDescribe = path => throw new ProgramHangsException("ffmpeg", path, TimeSpan.FromSeconds(60)) },
        };
        files.Write("a.mp3", "0.1 30");
        Assert.Equal(1, files.Index().Counts.Failed);
        Assert.Equal(1, files.Index().Counts.Skipped);
        files.Write("a.mp3", "0.2 30", minute: 1);
        Assert.Equal(1, files.Index().Counts.Failed);
        Assert.Equal(2, files.Source.Described);
    }

    [Fact]
    public void A_library_that_cannot_be_read_does_not_stop_another()
    {
        using var home = new TemporaryFolder();
        var paths = new VimlPaths(home.Path);
        var libraries = new SqliteLibraries(paths);
        Directory.CreateDirectory(paths.Libraries);
        File.WriteAllText(libraries.PathOf("broken"), "this is no library");
        _files.Write("a.mp3", "0.1 30");

        using var library = libraries.Open("good");
        var report = new Indexer(library, FakeModels.Create(), _files.Source, libraries).Run(new IndexRequest { Folders = [_files.Music] });

        Assert.Equal((1, 0), (report.Counts.Indexed, report.Reused));
    }
}
