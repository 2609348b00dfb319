using System.Diagnostics;
using Viml.Media.Audio;
using Viml.Media.Ffmpeg;
using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Media.Tests.Ffmpeg;

public class MediaToolsTests
{
    private static readonly string HangingProgram =
        Path.Combine(TestPaths.Repository, "tests", "Viml.Media.Tests", "Ffmpeg", "hanging-program.sh");

    [Fact]
    public void Missing_programs_say_what_to_install()
    {
        using var folder = new TemporaryFolder();
        var file = MediaFiles.Tone(folder["a.wav"], 0.1);
        var tools = new MediaTools { Ffmpeg = "no-such-ffmpeg", Ffprobe = "/no/such/ffprobe" };

        foreach (var error in FfmpegErrors<FfmpegMissingException>(file, folder["out.flac"], tools))
            Assert.Contains("apt install ffmpeg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hanging_programs_are_stopped_after_the_idle_limit()
    {
        using var folder = new TemporaryFolder();
        var file = MediaFiles.Tone(folder["a.wav"], 0.1);
        var tools = new MediaTools { Ffmpeg = HangingProgram, Ffprobe = HangingProgram, IdleLimit = TimeSpan.FromMilliseconds(300) };
        var clock = Stopwatch.StartNew();

        foreach (var error in FfmpegErrors<ProgramHangsException>(file, folder["out.flac"], tools))
            Assert.Contains("hangs", error.Message, StringComparison.Ordinal);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_program_that_is_not_ffprobe_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var file = MediaFiles.Tone(folder["a.wav"], 0.1);

        var error = Assert.Throws<MediaFormatException>(() => MediaProbe.Read(file, new MediaTools { Ffprobe = "echo" }));

        Assert.Contains("ffprobe", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<T> FfmpegErrors<T>(string file, string output, MediaTools tools) where T : Exception
    {
        yield return Assert.Throws<T>(() => MediaProbe.Read(file, tools));
        yield return Assert.Throws<T>(() => AudioReader.ReadAll(file, 8000, new AudioReadOptions { Tools = tools }));
        yield return Assert.Throws<T>(() => VideoReader.ReadFrames(file, 8, 8, 1, new VideoReadOptions { Tools = tools }).Count());
        yield return Assert.Throws<T>(() => AudioWriter.Write(output, new float[8000], 1, 8000, new AudioWriteOptions { Tools = tools }));
    }
}
