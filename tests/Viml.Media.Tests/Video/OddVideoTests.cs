using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Media.Tests.Video;

public class OddVideoTests
{
    [Theory]
    [InlineData("-disposition:v:0", "0", "-disposition:v:1", "default")]
    [InlineData("-disposition:v:0", "0", "-disposition:v:1", "0")] // the larger one
    [InlineData("-disposition:v:0", "default", "-disposition:v:1", "0", "-metadata:s:v:0", "title=Thumbnails")]
    [InlineData("-disposition:v:0", "default", "-disposition:v:1", "default", "-metadata:s:v:0", "title=Depth map")]
    public void The_main_picture_is_read_wherever_it_stands(params string[] marks)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Make(["-f", "lavfi", "-i", "color=black:s=64x36:r=5:d=1", "-f", "lavfi", "-i", "color=white:s=128x72:r=5:d=1",
            "-map", "0", "-map", "1", "-c:v", "libx264", .. marks, folder["a.mkv"]]);

        Assert.Equal(128, VideoReader.Find(folder["a.mkv"]).Width);
        Assert.InRange(VideoReader.ReadFrames(folder["a.mkv"], 4, 4, 1).First().Span[0], 240, 255);
    }

    [Theory]
    [InlineData("a%03d.jpg")]
    [InlineData("a%d.png")]
    [InlineData("b{1}.jpg")]
    [InlineData("what?.png")]
    [InlineData("star*.jpg")]
    public void A_picture_whose_name_looks_like_a_pattern_is_read(string name)
    {
        if (OperatingSystem.IsWindows() && name.AsSpan().ContainsAny('?', '*')) return; // not allowed in its names
        using var folder = new TemporaryFolder();
        MediaFiles.Make("-f", "lavfi", "-i", "color=white:s=32x32", "-frames:v", "1", folder["plain" + Path.GetExtension(name)]);
        File.Move(folder["plain" + Path.GetExtension(name)], folder[name]);

        Assert.True(VideoReader.Find(folder[name]).IsStill);
        Assert.InRange(VideoReader.ReadFrames(folder[name], 4, 4, 1).First().Span[0], 240, 255);
    }

    [Theory]
    [InlineData("yuv420p", "0")]
    [InlineData("yuva420p", "0")]
    [InlineData("bgra", "1")]
    public void An_animated_WebP_is_the_video_that_it_shows(string pixels, string lossless)
    {
        using var folder = new TemporaryFolder();
        const string source = "testsrc2=s=160x120:r=10:d=3";
        MediaFiles.Video(folder["plain.mkv"], source, "-c:v", "ffv1");
        MediaFiles.Video(folder["a.webp"], source, "-c:v", "libwebp_anim", "-pix_fmt", pixels, "-lossless", lossless, "-quality", "95");

        var info = MediaProbe.Read(folder["a.webp"]);
        var expected = VideoReader.ReadFrames(folder["plain.mkv"], 32, 24, 4).Select(frame => frame.ToArray()).ToList();
        var read = VideoReader.ReadFrames(folder["a.webp"], 32, 24, 4).Select(frame => frame.ToArray()).ToList();

        Assert.Equal((160, 120, 3.0), (info.Video!.Width, info.Video.Height, Math.Round(info.DurationSeconds, 3)));
        Assert.Equal(expected.Count, read.Count);
        var differences = read.Zip(expected, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Average()).ToList();
        Assert.True(differences.TrueForAll(difference => difference < 8), string.Join(' ', differences));
        Assert.NotEqual(read[0], read[^1]);
    }

    [Fact]
    public void A_damaged_animation_says_so_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.webp"], "testsrc2=s=160x120:r=10:d=3", "-c:v", "libwebp_anim");
        MediaFiles.Cut(folder["a.webp"], folder["half.webp"], 0.5);
        var bytes = File.ReadAllBytes(folder["a.webp"]);
        bytes.AsSpan(100).Fill(0x55);
        File.WriteAllBytes(folder["rubbish.webp"], bytes);
        var before = Directory.GetFiles(Path.GetTempPath(), "viml-*").Length;

        Assert.InRange(VideoReader.ReadFrames(folder["half.webp"], 4, 4, 4).Count(), 1, 11);
        Assert.Throws<MediaFormatException>(() => VideoReader.ReadFrames(folder["rubbish.webp"], 4, 4, 4).Count());
        Assert.Equal(before, Directory.GetFiles(Path.GetTempPath(), "viml-*").Length);
    }
}
