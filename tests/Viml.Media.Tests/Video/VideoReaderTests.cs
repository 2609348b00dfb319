using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Media.Tests.Video;

public class VideoReaderTests
{
    [Theory]
    [InlineData("a.mp4", "libx264")]
    [InlineData("a.mov", "mpeg4")]
    [InlineData("a.mkv", "libx264")]
    [InlineData("a.webm", "libvpx")]
    [InlineData("a.avi", "mjpeg")]
    [InlineData("a.gif", "gif")]
    public void Every_format_gives_its_frames_at_the_wanted_size_and_rate(string name, string codec)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder[name], MediaFiles.RedThenBlue, "-c:v", codec);

        Assert.Equal("RRRRBBBB", Colours(folder[name], 4));
        Assert.Equal("RRRRRRRRRRBBBBBBBBBB", Colours(folder[name], 10));
    }

    [Fact]
    public void A_frame_is_the_picture_that_stands_at_its_time()
    {
        using var folder = new TemporaryFolder();
        // Blue from 0.7 s on: frames at 0 and 0.5 s are red, the one at 1 s is blue.
        MediaFiles.Video(folder["a.mp4"], "color=red:s=64x48:r=10:d=0.7[a];color=blue:s=64x48:r=10:d=1.3[b];[a][b]concat=n=2");

        Assert.Equal("RRBB", Colours(folder["a.mp4"], 2));
        Assert.Equal("RB", Colours(folder["a.mp4"], 1));
    }

    [Theory]
    [InlineData(90, "RR/BB", 96, 128)]
    [InlineData(180, "BR/BR", 128, 96)]
    [InlineData(270, "BB/RR", 96, 128)]
    public void The_rotation_of_phones_is_applied(int clockwise, string expected, int width, int height)
    {
        using var folder = new TemporaryFolder();
        var plain = MediaFiles.Video(folder["plain.mp4"], MediaFiles.RedLeftBlueRight);
        // ffmpeg 5 writes it counter-clockwise
        var turned = MediaFiles.Make("-i", plain, "-c", "copy", "-metadata:s:v:0", $"rotate={360 - clockwise}", folder["turned.mp4"]);

        var frame = VideoReader.ReadFrames(turned, 8, 8, 1).Single().ToArray();

        Assert.Equal(expected, $"{Colour(frame, 8, 1, 1)}{Colour(frame, 8, 6, 1)}/{Colour(frame, 8, 1, 6)}{Colour(frame, 8, 6, 6)}");
        var video = MediaProbe.Read(turned).Video!;
        Assert.Equal((clockwise, width, height), (video.Rotation, video.Width, video.Height));
    }

    [Fact]
    public void A_variable_frame_rate_is_evened_out()
    {
        using var folder = new TemporaryFolder();
        // In the first second every frame, then one frame a second.
        MediaFiles.Video(folder["a.mkv"],
            "color=red:s=64x48:r=25:d=1[a];color=blue:s=64x48:r=25:d=2[b];[a][b]concat=n=2,select='lt(t,1)+not(mod(n,25))'", "-vsync",
            "vfr");

        Assert.StartsWith("RRRRBBBBB", Colours(folder["a.mkv"], 4), StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_have_three_bytes_a_pixel_in_rows_from_the_top()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], "color=red:s=64x48:r=10:d=1,drawbox=y=0:h=24:c=lime:t=fill");

        var frame = VideoReader.ReadFrames(folder["a.mp4"], 20, 10, 1).Single();

        Assert.Equal(20 * 10 * 3, frame.Length);
        Assert.Equal('G', Colour(frame.Span, 20, 10, 1));
        Assert.Equal('R', Colour(frame.Span, 20, 10, 8));
    }

    [Fact]
    public void A_video_of_one_frame_gives_one_frame_at_any_rate()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], "color=red:s=64x48:r=30", "-frames:v", "1");

        Assert.Equal("R", Colours(folder["a.mp4"], 0.5));
        Assert.Equal("R", Colours(folder["a.mp4"], 4));
        Assert.Equal("R", Colours(folder["a.mp4"], 30));
    }

    [Fact]
    public void Milliseconds_in_time_stamps_neither_double_nor_lose_a_frame()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mkv"], "testsrc=s=64x48:r=30:d=1");

        var frames = VideoReader.ReadFrames(folder["a.mkv"], 64, 48, 30).Select(frame => Convert.ToHexString(frame.Span)).ToList();

        Assert.Equal(30, frames.Count);
        Assert.Equal(30, frames.Distinct().Count());
    }

    [Fact]
    public void A_part_is_read_where_it_was_asked_for()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], MediaFiles.RedThenBlue);

        Assert.Equal("RBBB", Colours(folder["a.mp4"], 4, new VideoReadOptions { StartSeconds = 0.75, LengthSeconds = 1 }));
    }

    [Fact]
    public void Cover_art_is_not_taken_for_the_video()
    {
        using var folder = new TemporaryFolder();
        var cover = MediaFiles.Video(folder["cover.png"], "color=lime:s=320x240", "-frames:v", "1");
        var video = MediaFiles.Video(folder["v.mp4"], MediaFiles.RedThenBlue);
        MediaFiles.Make(
            "-i", cover, "-i", video, "-map", "0", "-map", "1", "-c", "copy", "-disposition:v:0", "attached_pic", folder["a.mp4"]);

        Assert.Equal("RB", Colours(folder["a.mp4"], 1));
    }

    [Fact]
    public void Reading_frames_does_not_allocate_per_frame()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], "color=red:s=64x48:r=25:d=40");
        _ = VideoReader.ReadFrames(folder["a.mp4"], 64, 48, 1).Count();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = VideoReader.ReadFrames(folder["a.mp4"], 64, 48, 25).Count();

        Assert.Equal(1000, count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000);
    }

    [Fact]
    public void A_cut_video_gives_what_is_there_and_a_warning()
    {
        using var folder = new TemporaryFolder();
        var whole = MediaFiles.Video(folder["whole.mp4"], "testsrc=s=320x240:r=25:d=4", "-movflags", "+faststart");
        var cut = MediaFiles.Cut(whole, folder["cut.mp4"], 0.6);
        var warnings = new List<string>();

        var count = VideoReader.ReadFrames(cut, 32, 24, 5, new VideoReadOptions { Warning = warnings.Add }).Count();

        Assert.InRange(count, 5, 18);
        Assert.Single(warnings);
    }

    [Fact]
    public void Bad_files_say_what_is_wrong_with_them()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder["a.mp3"], 1);
        MediaFiles.Make("-f", "lavfi", "-i", "color=red:s=32x32", "-t", "0", "-c:v", "mpeg4", folder["no-frames.avi"]);
        MediaFiles.Cut(MediaFiles.Video(folder["whole.mp4"], MediaFiles.RedThenBlue), folder["cut.mp4"], 0.5);
        File.WriteAllText(folder["text.mp4"], "this is text");
        File.WriteAllBytes(folder["empty.mp4"], []);

        Assert.Equal("an audio file (mp3)", Found(folder["a.mp3"]));
        Assert.Contains("without", Found(folder["no-frames.avi"]), StringComparison.Ordinal);
        Assert.Contains("moov atom not found", Found(folder["cut.mp4"]), StringComparison.Ordinal);
        Assert.Equal("a text", Found(folder["text.mp4"]));
        Assert.Contains("empty", Found(folder["empty.mp4"]), StringComparison.Ordinal);
        Assert.Equal("a folder", Found(folder.Path));
    }

    [Fact]
    public void Arguments_are_checked_before_anything_is_read()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.ReadFrames("a", 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.ReadFrames("a", 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.ReadFrames("a", 1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.ReadFrames("a", 1, 1, double.NaN));
    }

    [SkippableTheory]
    [InlineData("friday.mp4", 25)]
    [InlineData("flower.webm", 21)]
    [InlineData("rabbit320.mp4", 32)]
    public void Real_videos_give_four_frames_a_second(string name, int frames)
    {
        var path = TestPaths.RequireShared(Path.Combine("media", name));

        Assert.InRange(
            VideoReader.ReadFrames(path, 96, 54, 4, new VideoReadOptions { Warning = Assert.Fail }).Count(), frames - 1, frames + 1);
    }

    [SkippableFact]
    public void A_real_track_with_a_cover_is_no_video() =>
        Assert.Equal("an audio file (vorbis)", Found(TestPaths.RequireShared("media/vibe-ace.ogg")));

    private static string Found(string path) =>
        Assert.Throws<MediaFormatException>(() => VideoReader.ReadFrames(path, 8, 8, 1).Count()).Found;

    /// <summary>The colour of each frame, one letter a frame.</summary>
    private static string Colours(string path, double rate, VideoReadOptions? options = null) =>
        string.Concat(
            VideoReader.ReadFrames(path, 16, 12, rate, options ?? new VideoReadOptions()).Select(frame => Colour(frame.Span, 16, 8, 6)));

    private static char Colour(ReadOnlySpan<byte> frame, int width, int x, int y)
    {
        var pixel = frame.Slice((y * width + x) * 3, 3);
        return (pixel[0] > 128, pixel[1] > 128, pixel[2] > 128) switch
        {
            (true, false, false) => 'R',
            (false, true, false) => 'G',
            (false, false, true) => 'B',
            _ => '?',
        };
    }
}
