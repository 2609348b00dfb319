using Viml.Media.Ffmpeg;
using Viml.Testing;

namespace Viml.Media.Tests.Ffmpeg;

public class MediaFileTests
{
    [Fact]
    public void A_missing_file_says_so()
    {
        var error = Assert.Throws<MediaFormatException>(() => MediaFile.RequireReadable("/no/such/file.mp3", "an audio file"));
        Assert.Equal(("/no/such/file.mp3", "an audio file", "no such file"), (error.Path, error.Expected, error.Found));
        Assert.Equal("'/no/such/file.mp3': expected an audio file, found no such file. Check the name and the folder.", error.Message);
    }

    [Fact]
    public void A_folder_an_empty_file_and_a_device_are_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["empty.mp3"], []);

        Assert.Equal("a folder", Found(folder.Path));
        Assert.Equal("an empty file (0 bytes)", Found(folder["empty.mp3"]));
        if (File.Exists("/dev/zero")) Assert.Equal("a device", Found("/dev/zero"));
    }

    [Fact]
    public void A_named_pipe_is_refused_without_opening_it()
    {
        using var folder = new TemporaryFolder();
        using (
            var run = ExternalProgram.Start(
                "mkfifo", [folder["pipe.mp3"]], "test", TimeSpan.FromSeconds(10), feedsInput: false, CancellationToken.None))
            Assert.True(run.Finish().Succeeded);

        File.CreateSymbolicLink(folder["link.mp3"], folder["pipe.mp3"]);

        Assert.Equal("a named pipe", Found(folder["pipe.mp3"]));
        Assert.Equal("a named pipe", Found(folder["link.mp3"]));
    }

    [Fact]
    public void A_file_that_may_not_be_read_says_so()
    {
        var error = MediaFile.Unreadable("/a.mp3", "an audio file", new UnauthorizedAccessException());
        Assert.Contains("permission denied", error.Found, StringComparison.Ordinal);

        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return; // the administrator may read everything
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.mp3"], "x");
        File.SetUnixFileMode(folder["a.mp3"], UnixFileMode.None);
        Assert.Contains("permission denied", Found(folder["a.mp3"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-y.mp3")]
    [InlineData("concat:a.mp3")]
    [InlineData("http://a")]
    public void A_path_is_written_as_a_file_and_nothing_else(string path) =>
        Assert.Equal("file:" + Path.GetFullPath(path), MediaFile.ForFfmpeg(path));

    private static string Found(string path) =>
        Assert.Throws<MediaFormatException>(() => MediaFile.RequireReadable(path, "an audio file")).Found;
}
