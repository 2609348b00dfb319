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
}
