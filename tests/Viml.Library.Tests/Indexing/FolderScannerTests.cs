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
    public void A_missing_place_is_an_error_that_names_it()
    {
        Assert.Contains("There is no folder", Assert.Throws<LibraryException>(() => FolderScanner.Scan([_folder["no"]], default)).Message);
    }

    [Fact]
    public void What_lies_in_a_folder_that_could_not_be_read_may_still_be_there()
    {
        var scan = new FolderScan([], [], [new FileFailure("/music/a", "Access denied")]);
        Assert.True(scan.CouldNotSee("/music/a/one.mp3"));
        Assert.False(scan.CouldNotSee("/music/ab.mp3"));
    }

    [Fact]
    public void Music_under_any_extension_that_ffmpeg_decodes_is_taken_and_the_others_are_counted()
    {
        Touch("a.wv", "b.m4b", "c.MKA", "d.caf", "e.tta", "f.mp2", "g.ac3", "h.w64", "i.aifc", "j.ape", "k.dsf", "l.mpc",
            "cover.jpg", "back.JPG", "notes", "song.mid");
        var scan = Scan();
        Assert.Equal(12, scan.Files.Count);
        Assert.Equal([new LeftOutFiles(".jpg", 2), new LeftOutFiles("", 1), new LeftOutFiles(".mid", 1)], scan.LeftOut);
    }

    [Fact]
    public void Tracker_modules_are_taken_where_the_ffmpeg_of_this_machine_plays_them()
    {
        Assert.True(MusicFormats.IsMusic("a.xm", container => container == "libopenmpt"));
        Assert.True(MusicFormats.IsMusic("a.SPC", container => container == "libgme"));
        Assert.False(MusicFormats.IsMusic("a.xm", _ => false));
        Assert.True(MusicFormats.IsMusic("a.mp3", _ => throw new InvalidOperationException("asked for nothing")));
    }

    [Fact]
    public void Devices_are_problems_and_are_not_opened()
    {
        if (OperatingSystem.IsWindows()) return;
        Touch("a.mp3");
        File.CreateSymbolicLink(_folder["z.mp3"], "/dev/zero");
        var problem = Assert.Single(Scan().Problems);
        Assert.Equal((_folder["z.mp3"], "a device, not a file that can be read to its end"), (problem.Path, problem.Reason));
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_is_said_to_be_one_for_files_and_folders()
    {
        if (!OperatingSystem.IsLinux()) return; // other systems do not allow such names
        Touch("ok.mp3");
        var script = $"cd '{_folder.Path}'; touch \"$(printf 'bad-\\351.mp3')\"; mkdir \"$(printf 'dir-\\351')\"";
        using (var shell = System.Diagnostics.Process.Start("sh", ["-c", script]))
            shell.WaitForExit();
        var scan = Scan();
        Assert.Equal(["ok.mp3"], Names(scan));
        Assert.Equal(2, scan.Problems.Count);
        Assert.All(scan.Problems, problem => Assert.Equal("its name is not UTF-8, so that it cannot be opened; rename it", problem.Reason));
    }

    [Fact]
    public void A_file_that_is_named_is_taken_whatever_it_is_called()
    {
        Touch("a.mp4", "b.mp3");
        Assert.Equal(["a.mp4", "b.mp3"], Names(FolderScanner.Scan([_folder["a.mp4"], _folder["b.mp3"]], default)));
    }

    [Theory]
    [InlineData("list.m3u")]
    [InlineData("list.M3U8")]
    public void A_list_gives_the_files_and_folders_that_it_names(string name)
    {
        Touch("music/a.mp3", "music/b c.mp3", "more/d.flac", "music/not-listed.mp3");
        File.WriteAllText(_folder[name],
            $"\uFEFF#EXTM3U\r\n#EXTINF:1,A\r\nmusic/a.mp3\r\n{_folder["music/b c.mp3"]}\nfile://{_folder["music/a.mp3"]}\nmore\n" +
            "music\\gone.mp3\nhttps://example.org/a.mp3\n");
        var scan = FolderScanner.Scan([_folder[name]], default);
        Assert.Equal(["more/d.flac", "music/a.mp3", "music/b c.mp3"], Names(scan));
        Assert.Equal([_folder["music/gone.mp3"], "https://example.org/a.mp3"], scan.Problems.Select(problem => problem.Path).Order());
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
