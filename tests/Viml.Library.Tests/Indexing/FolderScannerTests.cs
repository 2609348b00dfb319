using Viml.Library.Catalog;
using Viml.Library.Indexing;
using Viml.Testing;

namespace Viml.Library.Tests.Indexing;

public sealed class FolderScannerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Music_is_found_at_any_depth_whatever_the_case_of_its_extension()
    {
        Touch("b.MP3", "a/x/y.flac", "a/cover.jpg", "notes.txt", "z.opus");
        var scan = Scan();
        Assert.Equal(["a/x/y.flac", "b.MP3", "z.opus"], Names(scan));
        Assert.Equal(2, scan.Others);
    }

    [Fact]
    public void Hidden_files_and_folders_are_left_out()
    {
        Touch(".hidden.mp3", ".git/a.mp3", "._resource.mp3", "seen.mp3");
        Assert.Equal(["seen.mp3"], Names(Scan()));
    }

    [Fact]
    public void Videos_are_not_music()
    {
        Touch("a.mp3", "b.mp4");
        Assert.Equal(["a.mp3"], Names(Scan()));
    }

    [Fact]
    public void Links_in_a_circle_end_and_a_folder_reached_twice_counts_once()
    {
        Touch("a/one.mp3", "b/two.mp3");
        Directory.CreateSymbolicLink(_folder["a/up"], _folder.Path);
        Directory.CreateSymbolicLink(_folder["a/self"], _folder["a/self"]);
        Directory.CreateSymbolicLink(_folder["c"], _folder["b"]);
        Assert.Equal(["a/one.mp3", "b/two.mp3"], Names(Scan()));
    }

    [Fact]
    public void A_link_to_a_file_has_the_stamp_of_the_file_and_a_dead_one_is_a_problem()
    {
        Touch("a.mp3");
        File.WriteAllText(_folder["a.mp3"], "12345");
        File.CreateSymbolicLink(_folder["link.mp3"], _folder["a.mp3"]);
        File.CreateSymbolicLink(_folder["dead.mp3"], _folder["gone.mp3"]);
        var scan = Scan();
        Assert.Equal([5, 5], scan.Files.Select(file => file.Size));
        Assert.Equal(_folder["dead.mp3"], Assert.Single(scan.Problems).Path);
    }

    [Fact]
    public void Folders_inside_one_another_count_each_file_once()
    {
        Touch("a/one.mp3");
        Assert.Single(FolderScanner.Scan([_folder.Path, _folder["a"]], default).Files);
        Assert.Single(FolderScanner.Scan([_folder["a"], _folder.Path], default).Files);
    }

    [Fact]
    public void A_missing_folder_and_a_file_in_its_place_are_errors_that_name_it()
    {
        Touch("a.mp3");
        Assert.Contains("There is no folder", Assert.Throws<LibraryException>(() => FolderScanner.Scan([_folder["no"]], default)).Message);
        Assert.Contains("is a file", Assert.Throws<LibraryException>(() => FolderScanner.Scan([_folder["a.mp3"]], default)).Message);
    }

    [Fact]
    public void What_lies_in_a_folder_that_could_not_be_read_may_still_be_there()
    {
        var scan = new FolderScan([], 0, [new FileFailure("/music/a", "Access denied")]);
        Assert.True(scan.CouldNotSee("/music/a/one.mp3"));
        Assert.False(scan.CouldNotSee("/music/ab.mp3"));
    }

    private FolderScan Scan() => FolderScanner.Scan([_folder.Path], default);

    private IEnumerable<string> Names(FolderScan scan) => scan.Files.Select(file => Path.GetRelativePath(_folder.Path, file.Path));

    private void Touch(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
            File.WriteAllText(_folder[name], "");
        }
    }
}
