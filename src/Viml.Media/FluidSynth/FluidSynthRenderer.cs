using System.Globalization;
using System.Runtime.InteropServices;
using Viml.Media.Ffmpeg;

namespace Viml.Media.FluidSynth;

/// <summary>
/// Renders MIDI to sound with fluidsynth, faster than real time and without an audio driver. The same input gives the same samples,
/// whatever settings the user's own fluidsynth has. Thread-safe; a run uses one core.
/// </summary>
public static class FluidSynthRenderer
{
    private const int Channels = 2;

    /// <summary>Renders a standard MIDI file, with the decay of the last notes.</summary>
    /// <param name="midi">The bytes of the MIDI file.</param>
    /// <param name="soundFont">The path of an sf2 or sf3 file.</param>
    /// <param name="sampleRate">Samples per second and channel, 8,000 to 96,000.</param>
    /// <returns>A new array of interleaved stereo samples (left, right, ...), nominally -1..1.</returns>
    /// <exception cref="ArgumentException"><paramref name="midi"/> is not a MIDI file.</exception>
    /// <exception cref="MediaFormatException">The soundfont is missing or not a soundfont.</exception>
    /// <exception cref="ExternalProgramException">fluidsynth is missing, hangs, or failed.</exception>
    public static float[] Render(
        ReadOnlySpan<byte> midi, string soundFont, int sampleRate, FluidSynthOptions? options = null,
        CancellationToken cancellation = default)
    {
        if (!midi.StartsWith("MThd"u8)) throw new ArgumentException("The bytes are not a MIDI file: it starts with 'MThd'.", nameof(midi));
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, 96_000);
        options ??= new FluidSynthOptions();
        var font = RequireSoundFont(soundFont);

        // fluidsynth opens the file twice, so it cannot come through a pipe.
        var folder = Directory.CreateTempSubdirectory("viml-midi-");
        try
        {
            var midiPath = Path.Combine(folder.FullName, "piece.mid");
            var settingsPath = Path.Combine(folder.FullName, "settings");
            File.WriteAllBytes(midiPath, midi);
            File.WriteAllText(settingsPath, "");
            using var run = options.Tools.StartFluidSynth(
                Arguments(midiPath, settingsPath, font, sampleRate, options), "the MIDI piece", cancellation);
            var samples = ReadSamples(run, (long)(options.MaximumSeconds * sampleRate) * Channels, out var complete);
            if (!complete) return samples;
            var outcome = run.Finish().ThrowIfFailed();
            // A broken piece leads to exit code 0, an error line and a moment of silence.
            if (samples.Length == 0 || outcome.Errors.Contains("fluidsynth: error:", StringComparison.Ordinal))
                throw new ProgramFailedException(outcome.Program, outcome.About, outcome.ExitCode, outcome.Summary);
            return samples;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Arguments(string midiPath, string settingsPath, string font, int sampleRate, FluidSynthOptions options) =>
    [
        "-q", "-n", "-i",
        "-f", settingsPath, // an empty file instead of the user's own settings
        "-r", Number(sampleRate), "-g", Number(options.Gain),
        "-R", options.Reverb ? "1" : "0", "-C", options.Chorus ? "1" : "0",
        "-o", $"synth.reverb.room-size={Number(options.ReverbRoomSize)}", "-o", $"synth.reverb.level={Number(options.ReverbLevel)}",
        "-o", "synth.dynamic-sample-loading=1", // reads only the instruments that play
        "-o", "synth.cpu-cores=1",
        "-z", "1024", // frames per write; the standard 64 spends more time on the pipe than on the sound
        "-T", "raw", "-O", "float", "-E", BitConverter.IsLittleEndian ? "little" : "big",
        "-F", "-", font, midiPath,
    ];

    private static float[] ReadSamples(ExternalProgram run, long maximum, out bool complete)
    {
        var samples = new float[1 << 20];
        var filled = 0;
        while (true)
        {
            var wanted = (int)Math.Min(samples.Length - filled, maximum - filled);
            var count = run.ReadFully(MemoryMarshal.AsBytes(samples.AsSpan(filled, wanted))) / sizeof(float);
            filled += count;
            complete = count < wanted;
            if (complete || filled == maximum) return samples[..filled];
            Array.Resize(ref samples, checked(samples.Length * 2));
        }
    }

    private static string RequireSoundFont(string path)
    {
        const string expected = "a soundfont (sf2 or sf3)";
        var fullPath = MediaFile.RequireReadable(path, expected);
        var header = new byte[12];
        using (var file = File.OpenRead(fullPath))
            file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        // fluidsynth would silently take its default soundfont instead.
        if (!header.AsSpan().StartsWith("RIFF"u8) || !header.AsSpan(8).SequenceEqual("sfbk"u8))
            throw new MediaFormatException(
                path, expected, "another kind of file", "Install one with 'sudo apt install fluid-soundfont-gm'.");
        return fullPath;
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
