using Viml.Media.FluidSynth;
using Viml.Media.Ffmpeg;
using Viml.Testing;

namespace Viml.Media.Tests.FluidSynth;

public class FluidSynthRendererTests
{
    // One track at 120 beats per minute, 480 ticks a beat: an A4 (440 Hz) on the organ for two beats, that is one second.
    private static readonly byte[] OneNote =
    [
        .. "MThd"u8, 0, 0, 0, 6, 0, 0, 0, 1, 0x01, 0xE0,
        .. "MTrk"u8, 0, 0, 0, 16,
        0, 0xC0, 19, 0, 0x90, 69, 100, 0x87, 0x40, 0x80, 69, 0, 0, 0xFF, 0x2F, 0,
    ];

    private static string RequireFont()
    {
        var font = SoundFonts.Find().FirstOrDefault(font => font.Name == "FluidR3_GM");
        TestPaths.Require(font is not null, "the soundfont FluidR3_GM is not installed (apt install fluidsynth fluid-soundfont-gm)");
        return font!.Path;
    }

    [SkippableFact]
    public void A_note_sounds_at_its_pitch_and_then_decays()
    {
        var options = new FluidSynthOptions { Reverb = false, Chorus = false };

        var samples = FluidSynthRenderer.Render(OneNote, RequireFont(), 44_100, options);

        Assert.InRange(samples.Length / 2 / 44_100.0, 1.0, 8.0);
        var left = samples.Where((_, i) => i % 2 == 0).ToArray();
        Assert.True(Signals.Level(left.AsSpan(10_000, 20_000)) > 0.005);
        Assert.True(Signals.Level(left.AsSpan(left.Length - 1000)) < 1e-3);
    }

    [SkippableFact]
    public void The_same_piece_gives_the_same_samples()
    {
        var font = RequireFont();
        Assert.Equal(FluidSynthRenderer.Render(OneNote, font, 22_050), FluidSynthRenderer.Render(OneNote, font, 22_050));
    }

    [SkippableFact]
    public void Options_change_the_sound()
    {
        var font = RequireFont();
        var dry = new FluidSynthOptions { Reverb = false, Chorus = false };

        var quiet = FluidSynthRenderer.Render(OneNote, font, 22_050, dry with { Gain = 0.1 });
        var loud = FluidSynthRenderer.Render(OneNote, font, 22_050, dry with { Gain = 0.4 });
        var room = FluidSynthRenderer.Render(OneNote, font, 22_050, dry with { Gain = 0.1, Reverb = true });

        Assert.InRange(loud.Max() / quiet.Max(), 3.9f, 4.1f);
        Assert.NotEqual(quiet.Take(20_000), room.Take(20_000));
    }

    [SkippableFact]
    public void A_piece_is_cut_at_the_maximum_length()
    {
        var samples = FluidSynthRenderer.Render(OneNote, RequireFont(), 22_050, new FluidSynthOptions { MaximumSeconds = 0.5 });
        Assert.Equal(22_050, samples.Length);
    }

    [SkippableFact]
    public void Bytes_that_are_not_MIDI_are_refused()
    {
        var font = RequireFont();
        Assert.Throws<ArgumentException>(() => FluidSynthRenderer.Render("hello"u8, font, 22_050));
        Assert.ThrowsAny<ExternalProgramException>(() => FluidSynthRenderer.Render("MThd....broken"u8, font, 22_050));
    }

    [Fact]
    public void A_soundfont_that_is_none_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.sf2"], "this is text and no soundfont");

        Assert.Throws<MediaFormatException>(() => FluidSynthRenderer.Render(OneNote, folder["a.sf2"], 22_050));
        Assert.Throws<MediaFormatException>(() => FluidSynthRenderer.Render(OneNote, folder["missing.sf2"], 22_050));
    }

    [SkippableFact]
    public void A_missing_fluidsynth_says_what_to_install()
    {
        var options = new FluidSynthOptions { Tools = new MediaTools { FluidSynth = "no-such-fluidsynth" } };

        var error = Assert.Throws<FluidSynthMissingException>(() => FluidSynthRenderer.Render(OneNote, RequireFont(), 22_050, options));

        Assert.Contains("apt install fluidsynth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Soundfonts_are_listed_once_though_linked_twice()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["B.sf3"], "x");
        File.WriteAllText(folder["A.sf2"], "x");
        File.WriteAllText(folder["notes.txt"], "x");
        File.CreateSymbolicLink(folder["default.sf2"], folder["A.sf2"]);

        Assert.Equal(["A", "B"], SoundFonts.Find([folder.Path, folder["missing"]]).Select(font => font.Name));
    }
}
