using Viml.Media.Audio;
using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Media.Tests.Video;

public class VideoWriterTests
{
    [Theory]
    [InlineData("a.mp4", "h264")]
    [InlineData("a.webm", "vp9")]
    public void Written_frames_are_read_back_and_repeat_to_the_byte(string name, string codec)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(12, VideoWriter.Write(folder[name], Greys(12), 64, 48, 6));
        var first = File.ReadAllBytes(folder[name]);
        VideoWriter.Write(folder[name], Greys(12), 64, 48, 6);

        Assert.Equal(first, File.ReadAllBytes(folder[name]));
        var info = MediaProbe.Read(folder[name]);
        Assert.Equal((codec, 64, 48, 6.0), (info.Video!.Codec, info.Video.Width, info.Video.Height, info.Video.FrameRate));
        Assert.Equal(2, info.DurationSeconds, 0.05);
        var levels = VideoReader.ReadFrames(folder[name], 64, 48, 6).Select(frame => (int)frame.Span[64 * 24 * 3]).ToList();
        Assert.Equal(12, levels.Count);
        Assert.All(levels.Select((level, i) => level - 20 * i), difference => Assert.InRange(difference, -8, 8));
        Assert.Equal([folder[name]], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("a.mp4", 0.5)]
    [InlineData("a.webm", 5.0)]
    public void Sound_is_put_under_the_picture_and_ends_with_it(string name, double soundSeconds)
    {
        using var folder = new TemporaryFolder();
        AudioWriter.Write(folder["a.wav"], Signals.Tone(440, 22_050, soundSeconds, 0.5f), 1, 22_050);

        VideoWriter.Write(folder[name], Greys(12), 64, 48, 6, new VideoWriteOptions { AudioPath = folder["a.wav"] });

        Assert.Equal(2, MediaProbe.Read(folder[name]).DurationSeconds, 0.15);
        Assert.InRange(Signals.Level(AudioReader.ReadAll(folder[name], 22_050, maxSeconds: 0.4)), 0.3, 0.4);
        Assert.Equal(12, VideoReader.ReadFrames(folder[name], 16, 16, 6).Count());
    }

    [Fact]
    public void Wrong_arguments_leave_no_file()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<ArgumentOutOfRangeException>(() => VideoWriter.Write(folder["a.mp4"], Greys(1), 63, 48, 6));
        Assert.Throws<ArgumentException>(() => VideoWriter.Write(folder["a.mp4"], Greys(1), 32, 48, 6));
        Assert.Throws<ArgumentException>(() => VideoWriter.Write(folder["a.mp4"], [], 64, 48, 6));
        Assert.Throws<ArgumentException>(() => VideoWriter.Write(folder["a.xyz"], Greys(1), 64, 48, 6));
        Assert.Throws<MediaFormatException>(
            () => VideoWriter.Write(folder["a.mp4"], Greys(1), 64, 48, 6, new VideoWriteOptions { AudioPath = folder["missing.wav"] }));

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    /// <summary>Grey frames of 64 x 48, each 20 levels lighter than the one before.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Greys(int count)
    {
        var frame = new byte[64 * 48 * 3];
        for (var i = 0; i < count; i++)
        {
            Array.Fill(frame, (byte)(20 * i));
            yield return frame;
        }
    }
}
