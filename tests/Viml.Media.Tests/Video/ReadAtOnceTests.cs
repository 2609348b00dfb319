using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Media.Tests.Video;

public class ReadAtOnceTests
{
    private const string Moving = "testsrc2=s=126x98:r=10:d=5";
    private static readonly FrameFormat[] Asked = [new(0, 0, 1), new(16, 9, 4)];

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("a.webm")]
    [InlineData("a.avi")]
    public async Task Gives_the_frames_and_the_size_that_a_look_at_the_file_leads_to(string name)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder[name], Moving);

        await AreSame(folder[name], new VideoReadOptions { StartSeconds = 1, LengthSeconds = 2 }, 126, 98);
    }

    [Fact]
    public async Task A_turned_video_has_the_size_in_which_it_is_shown()
    {
        using var folder = new TemporaryFolder();
        var plain = MediaFiles.Video(folder["plain.mp4"], Moving);
        var turned = MediaFiles.Make("-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=270", folder["turned.mp4"]);

        await AreSame(turned, new VideoReadOptions(), 98, 126);
    }

    [Fact]
    public async Task A_video_with_long_tags_and_chapters_is_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["tags.txt"], $"""
            ;FFMETADATA1
            title={new string('t', 60_000)}
            comment={new string('c', 60_000)}
            [CHAPTER]
            TIMEBASE=1/1
            START=0
            END=2
            title=One
            """);
        var plain = MediaFiles.Video(folder["plain.mkv"], Moving);
        var tagged = MediaFiles.Make(
            "-i", plain, "-i", folder["tags.txt"], "-map", "0", "-map_metadata", "1", "-map_chapters", "1", "-c", "copy", folder["a.mkv"]);

        await AreSame(tagged, new VideoReadOptions(), 126, 98);
    }

    [Fact]
    public void Leaves_the_choice_among_several_pictures_to_a_closer_look()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Make("-f", "lavfi", "-i", "color=black:s=64x36:r=5:d=1", "-f", "lavfi", "-i", "color=white:s=128x72:r=5:d=1",
            "-map", "0", "-map", "1", "-c:v", "libx264", folder["two.mkv"]);
        MediaFiles.Make("-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "color=red:s=64x64:d=1", "-frames:v", "1", "-c:v", "png",
            "-disposition:v:0", "attached_pic", folder["cover.mp3"]);
        MediaFiles.Make("-f", "lavfi", "-i", "color=white:s=32x32", "-frames:v", "1", folder["still.jpg"]);
        File.Copy(folder["still.jpg"], folder["still.dat"]);
        MediaFiles.Make("-f", "lavfi", "-i", "sine=d=1", folder["sound.wav"]);
        File.WriteAllText(folder["text.mp4"], "no video");

        foreach (var name in (string[])["two.mkv", "cover.mp3", "still.jpg", "still.dat", "sound.wav", "text.mp4"])
            Assert.True(VideoReader.ReadAtOnce(folder[name], Asked, new VideoReadOptions()) is null, name);
        Assert.Throws<MediaFormatException>(() => VideoReader.ReadAtOnce(folder["missing.mp4"], Asked, new VideoReadOptions()));
    }

    [Theory]
    [InlineData(-1, 9, 1, 0)]
    [InlineData(16, 9, 0, 0)]
    [InlineData(16, 9, double.NaN, 0)]
    [InlineData(16, 9, 1, -1)]
    public void A_negative_size_or_time_and_a_rate_that_is_none_are_refused(int width, int height, double rate, double start)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], Moving);

        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.ReadAtOnce(
            folder["a.mp4"], [new(width, height, rate)], new VideoReadOptions { StartSeconds = start }));
    }

    [Fact]
    public async Task Decoding_ends_when_all_readers_have_left_or_are_cancelled()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], "testsrc2=s=64x48:r=25:d=20");
        using var stop = new CancellationTokenSource();

        foreach (var reader in VideoReader.ReadAtOnce(folder["a.mp4"], Asked, new VideoReadOptions())!) reader.Dispose();
        var left = VideoReader.ReadAtOnce(folder["a.mp4"], [new(0, 0, 25)], new VideoReadOptions())![0];
        var first = left.First().Length;
        var cancelled = VideoReader.ReadAtOnce(folder["a.mp4"], [new(0, 0, 25)], new VideoReadOptions(), stop.Token)![0];
        var reading = Task.Run(() =>
        {
            foreach (var _ in cancelled) stop.Cancel();
        });

        Assert.Equal(64 * 48 * 3, first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private static async Task AreSame(string path, VideoReadOptions options, int width, int height)
    {
        var begun = VideoReader.ReadAtOnce(path, Asked, options)!;
        Assert.Equal((width, height), (begun[0].Width, begun[0].Height));

        var frames = await Task.WhenAll(begun.Select(reader => Task.Run(() => reader.Select(Copy).ToList())));

        Assert.Equal(VideoReader.ReadFrames(path, width, height, 1, options).Select(Copy), frames[0]);
        Assert.Equal(VideoReader.ReadFrames(path, 16, 9, 4, options).Select(Copy), frames[1]);
    }

    private static byte[] Copy(ReadOnlyMemory<byte> frame) => frame.ToArray();
}
