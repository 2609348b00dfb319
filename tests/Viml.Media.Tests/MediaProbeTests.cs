using Viml.Media.Audio;
using Viml.Testing;

namespace Viml.Media.Tests;

public class MediaProbeTests
{
    [Fact]
    public void Tags_streams_and_duration_of_an_mp3_with_a_cover_are_read()
    {
        using var folder = new TemporaryFolder();
        var cover = MediaFiles.Video(folder["cover.png"], "color=red:s=32x32", "-frames:v", "1");
        var tone = MediaFiles.Tone(folder["tone.mp3"], 2);
        MediaFiles.Make("-i", tone, "-i", cover, "-map", "0", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic",
            "-metadata", "title=Ti\"tle", "-metadata", "artist=Ärtist", "-metadata", "album=Al", "-metadata", "genre=Jazz",
            folder["a.mp3"]);

        var info = MediaProbe.Read(folder["a.mp3"]);

        Assert.Equal(2, info.DurationSeconds, 0.1);
        Assert.Equal(new AudioStream(0, "mp3", 22_050, 1), info.Audio);
        Assert.Null(info.Video);
        Assert.Equal(("Ti\"tle", "Ärtist", "Al", "Jazz"), (info.Title, info.Artist, info.Album, info.Genre));
    }

    [Fact]
    public void A_video_is_described()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], MediaFiles.RedLeftBlueRight);

        var info = MediaProbe.Read(folder["a.mp4"]);

        Assert.Null(info.Audio);
        Assert.Equal(1, info.DurationSeconds, 0.01);
        Assert.Equal(new VideoStream(0, "h264", 128, 96, 10, 0) { PixelFormat = "yuv420p" }, info.Video);
    }

    [Fact]
    public void A_recording_without_a_length_in_its_header_is_measured()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["live.webm"], MediaFiles.RedThenBlue, "-c:v", "libvpx", "-f", "webm", "-live", "1");

        Assert.Equal(2, MediaProbe.Read(folder["live.webm"]).DurationSeconds, 0.11);
    }

    [Fact]
    public void Hard_file_names_are_just_names()
    {
        string[] names =
        [
            "it's \"quoted\".mp3", "two\nlines.mp3", "-y.mp3", "concat:a|b.mp3", "100%d %03d.mp3", "pipe:0.mp3", "ünï ☃ *?[x].mp3",
            "tab\tback\\slash$HOME.mp3",
        ];
        using var folder = new TemporaryFolder();
        var tone = MediaFiles.Tone(folder["tone.mp3"], 1);
        foreach (var name in names)
        {
            File.Copy(tone, folder[name]);
            Assert.Equal("mp3", MediaProbe.Read(folder[name]).Audio!.Codec);
            Assert.InRange(AudioReader.ReadAll(folder[name], 8000).Length, 7900, 8900);

            AudioWriter.Write(folder[name], new float[800], 1, 8000);
            Assert.NotEqual(new FileInfo(tone).Length, new FileInfo(folder[name]).Length);
        }
        Assert.Equal(names.Length + 1, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Text_renamed_to_mp3_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["short.mp3"], "hello, this is text");

        var error = Assert.Throws<MediaFormatException>(() => MediaProbe.Read(folder["short.mp3"]));

        Assert.Equal("a text", error.Found);
    }

    [Fact]
    public void A_playlist_cannot_reach_for_other_files()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder["a.wav"], 1);
        File.WriteAllText(folder["list.mp3"], "ffconcat version 1.0\nfile a.wav\n");

        Assert.Throws<MediaFormatException>(() => MediaProbe.Read(folder["list.mp3"]));
    }

    [SkippableTheory]
    [InlineData("vibe-ace.ogg", 61.46, true, false)]
    [InlineData("friday.mp4", 6.17, true, true)]
    [InlineData("flower.webm", 5.06, true, true)]
    [InlineData("rabbit320.mp4", 7.8, true, true)]
    public void Real_files_are_described(string name, double seconds, bool sound, bool picture)
    {
        var info = MediaProbe.Read(TestPaths.RequireShared(Path.Combine("media", name)));

        Assert.Equal(seconds, info.DurationSeconds, 0.01);
        Assert.Equal((sound, picture), (info.Audio is not null, info.Video is not null));
        if (name.StartsWith("vibe", StringComparison.Ordinal)) Assert.Equal(("Vibe Ace", "Kevin MacLeod"), (info.Title, info.Artist));
    }
}
