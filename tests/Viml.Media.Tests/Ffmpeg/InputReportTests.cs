using Viml.Media.Audio;
using Viml.Media.Ffmpeg;
using Viml.Testing;

namespace Viml.Media.Tests.Ffmpeg;

public class InputReportTests
{
    // As ffmpeg 5.1 says it of an mp3 with cover art.
    private const string Mp3 =
        """
        [mp3 @ 0x55d0c0] [warning] Estimating duration from bitrate, this may be inaccurate
        [info] Input #0, mp3, from 'file:/music/a.mp3':
        [info]   Metadata:
        [info]     title           : First line
        [info]                     : and second: line
        [info]     ALBUM           : Al
        [info]     comment         : title           : not this
        [info]   Duration: 30:03:25.40, start: 0.025057, bitrate: 96 kb/s
        [info]   Chapters:
        [info]     Chapter #0:0: start 0.000000, end 1.000000
        [info]       Metadata:
        [info]         title           : A chapter
        [info]   Stream #0:0: Video: png, rgb24(pc), 8x8, 90k tbr, 90k tbn (attached pic)
        [info]     Metadata:
        [info]       title           : Cover
        [info]       artist          : Photographer
        [info]   Stream #0:1: Audio: mp3, 44100 Hz, stereo, fltp, 96 kb/s
        [info]     Metadata:
        [info]       title           : Of the stream
        [info]       album_artist    : Band
        [info] Stream mapping:
        [info]   Stream #0:1 -> #0:0 (mp3 (mp3float) -> pcm_f32le (native))
        [info] Output #0, f32le, to 'pipe:1':
        [info]   Metadata:
        [info]     genre           : Of the output
        [mp3float @ 0x55d0d0] [error] Header missing
        [fatal] Error while decoding
        """;

    [Fact]
    public void Duration_and_tags_come_from_the_file_and_then_from_its_first_sound()
    {
        var (report, errors) = Read(Mp3);

        Assert.True(report.Wait(TimeSpan.Zero, CancellationToken.None));
        Assert.Equal("mp3", report.Format);
        Assert.Equal(new SoundDescription(30 * 3600 + 3 * 60 + 25.4, "First line and second: line", "Band", "Al", null), report.Describe());
        Assert.Equal(["[mp3float @ 0x55d0d0] Header missing", "Error while decoding"], errors);
    }

    [Fact]
    public void A_file_name_with_line_breaks_cannot_pass_for_a_message_and_an_unknown_duration_is_zero()
    {
        var (report, errors) = Read(
            "[info] Input #0, wav, from 'file:/a\n.wav':\n[info]   Duration: N/A, bitrate: N/A\n[info] Stream mapping:");

        Assert.Empty(errors);
        Assert.Equal(("wav", 0), (report.Format, report.DurationSeconds));
    }

    [Fact]
    public void What_a_program_says_without_levels_is_kept() =>
        Assert.Equal(["error while loading shared libraries"], Read("error while loading shared libraries").Errors);

    [Theory]
    [InlineData("a.mp3")]
    [InlineData("a.flac")]
    [InlineData("a.ogg")]
    [InlineData("a.m4a")]
    public void The_decoder_tells_what_the_probe_tells(string name)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(
            folder[name], 5, "-metadata", "title=Ti: \"tle", "-metadata", "artist=Ärtist", "-metadata", "album=Al", "-metadata",
            "genre=Jazz");
        var descriptions = new List<SoundDescription>();

        AudioReader.ReadAll(folder[name], 8000, new AudioReadOptions { Described = descriptions.Add });

        var probe = MediaProbe.Read(folder[name]);
        var told = Assert.Single(descriptions);
        Assert.Equal((probe.Title, probe.Artist, probe.Album, probe.Genre), (told.Title, told.Artist, told.Album, told.Genre));
        Assert.Equal(probe.DurationSeconds, told.DurationSeconds, 0.011);
        Assert.Equal("Ärtist", told.Artist);
    }

    [Fact]
    public void A_cut_file_is_noticed_without_being_told_its_length()
    {
        using var folder = new TemporaryFolder();
        var cut = MediaFiles.Cut(MediaFiles.Tone(folder["whole.flac"], 20), folder["cut.flac"], 0.5);
        var warnings = new List<string>();

        AudioReader.ReadAll(cut, 8000, new AudioReadOptions { Described = _ => { }, Warning = warnings.Add });

        Assert.Contains("cut off", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static (InputReport Report, List<string> Errors) Read(string text)
    {
        var report = new InputReport();
        var errors = text.Split('\n').Select(report.Take).OfType<string>().ToList();
        return (report, errors);
    }
}
