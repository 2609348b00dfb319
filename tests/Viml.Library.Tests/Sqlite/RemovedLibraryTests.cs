using Viml.Library.Catalog;
using Viml.Library.Files;
using Viml.Library.Indexing;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Testing;

namespace Viml.Library.Tests.Sqlite;

/// <summary>What is indexed is there afterwards, whoever removes the library and whenever.</summary>
public sealed class RemovedLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLibraries _libraries;

    public RemovedLibraryTests() => _libraries = new SqliteLibraries(new VimlPaths(_folder["home"]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_library_removed_after_it_was_opened_is_made_anew_by_the_writer()
    {
        var generation = 0L;
        using (var library = _libraries.Open("jazz"))
        {
            Write(library, "/old");
            generation = library.Generation;
            _libraries.Remove("jazz");
            Write(library, "/new");
            Assert.NotEqual(generation, library.Generation);
        }
        Assert.Equal(["/new"], Folders());
    }

    [Fact]
    public void A_library_removed_while_a_writer_waits_for_another_is_made_anew()
    {
        using var first = _libraries.Open("jazz");
        using var second = _libraries.Open("jazz");
        var lease = first.BeginWriting(TimeSpan.Zero, null, default);
        using (second.BeginWriting(TimeSpan.FromSeconds(30), _ =>
        {
            lease.Dispose();
            _libraries.Remove("jazz");
        }, default))
            Save(second, "/new");
        Assert.Equal(["/new"], Folders());
    }

    [Fact]
    public void A_file_deleted_under_the_writer_is_an_error_and_not_a_full_disk()
    {
        using var library = _libraries.Open("jazz");
        using var lease = library.BeginWriting(TimeSpan.Zero, null, default);
        File.Delete(_libraries.PathOf("jazz"));
        var fault = Assert.Throws<LibraryWriteException>(() => Save(library, "/new"));
        Assert.Contains("removed while it was in use", fault.Message);
        Assert.DoesNotContain("full", fault.Message);
    }

    [Fact]
    public void Makers_and_removers_at_once_never_see_a_fault_of_the_disk()
    {
        var faults = new System.Collections.Concurrent.ConcurrentBag<Exception>();
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            try
            {
                if (i % 2 == 0)
                    _libraries.Remove("jazz");
                else
                    using (var library = _libraries.Open("jazz"))
                        Write(library, "/new");
            }
            catch (Exception fault)
            {
                faults.Add(fault);
            }
        });
        Assert.All(faults, fault => Assert.True(
            fault is LibraryNotFoundException or LibraryBusyException || fault.Message.Contains("removed while", StringComparison.Ordinal),
            fault.ToString()));
    }

    [Fact]
    public void A_writer_who_wrote_nothing_leaves_no_new_library()
    {
        using (var library = _libraries.Open("jazz"))
            Assert.Throws<NoMusicException>(() => new Indexer(library, FakeModels.Create(), new FakeMusic())
                .Run(new IndexRequest { Folders = [_folder.Path] }));
        Assert.Empty(_libraries.Names());
        Assert.Empty(Directory.GetFiles(_folder["home"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_index_of_nothing_says_what_to_name()
    {
        using var library = _libraries.Open("jazz");
        var fault = Assert.Throws<LibraryNotFoundException>(
            () => new Indexer(library, FakeModels.Create(), new FakeMusic()).Run(new IndexRequest()));
        Assert.Contains("viml index --library jazz DIR", fault.Message);
    }

    [SkippableFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_the_user_can_read_what_is_made()
    {
        Skip.If(OperatingSystem.IsWindows());
        using var library = _libraries.Open("jazz");
        Write(library, "/new");
        const UnixFileMode others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.All(
            Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories),
            path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & others));
    }

    private static void Write(ILibrary library, string folder)
    {
        using var lease = library.BeginWriting(TimeSpan.FromSeconds(30), null, default);
        Save(library, folder);
    }

    private static void Save(ILibrary library, string folder)
    {
        library.RememberFolder(folder);
        library.SetFailed(new FileStamp($"{folder}/a.mp3", 1, 1), null, "broken");
    }

    private IReadOnlyList<string> Folders()
    {
        using var library = _libraries.OpenReadOnly("jazz");
        return library.Folders();
    }
}
