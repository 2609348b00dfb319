using System.Globalization;
using System.Runtime.InteropServices;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Audio;

/// <summary>
/// Reads the sound of any audio or video file as mono float samples. Channels are averaged (the mean of left and right),
/// full scale is -1..1. Of a damaged file, what can be decoded is returned, with a warning. Thread-safe.
/// </summary>
public static class AudioReader
{
    private const string Expected = "an audio file, or a video with sound";

    /// <inheritdoc cref="ReadWindows(string, int, int, AudioReadOptions, CancellationToken)"/>
    public static IEnumerable<AudioWindow> ReadWindows(
        string path, int sampleRate, int windowSamples, CancellationToken cancellation = default) =>
        ReadWindows(path, sampleRate, windowSamples, new AudioReadOptions(), cancellation);

    /// <summary>
    /// Streams the sound in windows that follow each other without overlap. One window is in memory at a time: a long file costs
    /// what a short one costs. Decoding starts with the enumeration and ends when it is left.
    /// </summary>
    /// <param name="sampleRate">Samples per second of the result.</param>
    /// <param name="windowSamples">Samples per window.</param>
    /// <exception cref="MediaFormatException">The file is missing, unreadable, empty, holds no sound, or zero seconds of it.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing or hangs.</exception>
    public static IEnumerable<AudioWindow> ReadWindows(
        string path, int sampleRate, int windowSamples, AudioReadOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowSamples);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.StartSeconds, nameof(options));
        if (options.LengthSeconds is { } length) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(options));
        var fullPath = MediaFile.RequireReadable(path, Expected);
        return Stream(path, fullPath, sampleRate, windowSamples, options, cancellation);
    }

    /// <summary>Reads the whole sound, or its first <paramref name="maxSeconds"/> seconds, into one new array.</summary>
    /// <inheritdoc cref="ReadWindows(string, int, int, AudioReadOptions, CancellationToken)"/>
    public static float[] ReadAll(string path, int sampleRate, double? maxSeconds = null, CancellationToken cancellation = default) =>
        ReadAll(path, sampleRate, new AudioReadOptions { LengthSeconds = maxSeconds }, cancellation);

    /// <summary>Reads the part of the sound that <paramref name="options"/> name into one new array.</summary>
    /// <inheritdoc cref="ReadWindows(string, int, int, AudioReadOptions, CancellationToken)"/>
    public static float[] ReadAll(string path, int sampleRate, AudioReadOptions options, CancellationToken cancellation = default)
    {
        const int window = 1 << 16;
        var samples = new List<float>();
        foreach (var part in ReadWindows(path, sampleRate, window, options, cancellation))
            samples.AddRange(part.Samples.Span[..part.Count]);
        return [.. samples];
    }

    private static IEnumerable<AudioWindow> Stream(
        string path, string fullPath, int sampleRate, int windowSamples, AudioReadOptions options, CancellationToken cancellation)
    {
        var window = new float[windowSamples];
        long total = 0;
        var report = options.Described is null ? null : new InputReport();
        var arguments = Arguments(fullPath, sampleRate, options);
        using var run = report is null
            ? options.Tools.StartFfmpeg(arguments, fullPath, feedsInput: false, cancellation)
            : options.Tools.StartFfmpeg(arguments, fullPath, report, cancellation);
        for (int count; (count = Fill(run, window)) > 0;)
        {
            if (total == 0 && report is not null)
                options = Describe(report, path, options, cancellation);
            total += count;
            yield return new AudioWindow(window, count);
            if (count < windowSamples) break;
        }

        var outcome = run.Finish().ThrowIfKilled();
        if (total == 0) throw Explain(path, options, outcome, cancellation);
        if (options.Warning is { } warn && Damage(outcome, (double)total / sampleRate, options) is { } damage)
            warn($"'{path}': {damage}.");
    }

    /// <summary>Passes on what the file says about itself; returns the options with the expected duration.</summary>
    private static AudioReadOptions Describe(InputReport report, string path, AudioReadOptions options, CancellationToken cancellation)
    {
        // ffmpeg describes its input before it decodes: this waits for our own thread that reads it.
        if (!report.Wait(options.Tools.IdleLimit, cancellation)) return options;
        ProbeParser.RefusePlaylist(report.Format, path);
        var description = report.Describe();
        options.Described!(description);
        return description.DurationSeconds > 0 && options.ExpectedSeconds is null
            ? options with { ExpectedSeconds = description.DurationSeconds }
            : options;
    }

    private static string[] Arguments(string fullPath, int sampleRate, AudioReadOptions options) =>
    [
        .. MediaFile.InputLimits, "-threads", "1",
        .. options.StartSeconds > 0 ? new[] { "-ss", Seconds(options.StartSeconds) } : [],
        .. options.LengthSeconds is { } length ? new[] { "-t", Seconds(length) } : [],
        "-i", MediaFile.ForFfmpeg(fullPath), "-map", "0:a:0", "-vn", "-sn", "-dn",
        // With rematrix_maxval stereo becomes the mean of its channels, whatever the codec; without it some come out 3 dB louder.
        "-af", $"aresample={sampleRate}:rematrix_maxval=1,aformat=sample_fmts=flt:channel_layouts=mono",
        "-f", BitConverter.IsLittleEndian ? "f32le" : "f32be", "pipe:1",
    ];

    /// <summary>Fills the window from the program; zeros after the end of the sound. Returns the number of samples read.</summary>
    private static int Fill(ExternalProgram run, float[] window)
    {
        var count = run.ReadFully(MemoryMarshal.AsBytes(window.AsSpan())) / sizeof(float);
        window.AsSpan(count).Clear();
        return count;
    }

    /// <summary>Nothing came out: finds out why.</summary>
    private static MediaFormatException Explain(
        string path, AudioReadOptions options, ProgramOutcome outcome, CancellationToken cancellation)
    {
        var info = MediaProbe.Read(path, options.Tools, cancellation);
        if (info.Audio is null)
            return info.Video is null
                ? new MediaFormatException(
                    path, Expected, $"a file without sound (format {info.Format})", "Check that it plays in a media player.")
                : new MediaFormatException(path, Expected, $"a video without sound ({info.Video.Codec})");
        if (outcome.Succeeded && options.StartSeconds > 0 && options.StartSeconds >= info.DurationSeconds)
            return new MediaFormatException(path, $"sound at {options.StartSeconds:0.###} s", $"the end at {info.DurationSeconds:0.###} s");
        return outcome.Summary.Length == 0
            ? new MediaFormatException(path, Expected, $"zero seconds of sound ({info.Audio.Codec})", "Copy or export it again.")
            : new MediaFormatException(path, Expected, $"{info.Audio.Codec} sound that cannot be decoded ({outcome.Summary})",
                "The file may be cut off or damaged: copy or download it again.");
    }

    /// <summary>What is wrong with sound that could be read in part; null when all is well.</summary>
    private static string? Damage(ProgramOutcome outcome, double seconds, AudioReadOptions options)
    {
        if (options.ExpectedSeconds is { } whole)
        {
            // Lengths in headers are rounded, and some are estimates: one second and two percent are not worth a warning.
            var expected = Math.Min(options.LengthSeconds ?? double.PositiveInfinity, whole - options.StartSeconds);
            if (seconds < expected - 1 && seconds < expected * 0.98)
                return $"the sound ends after {seconds:0.0} s of {expected:0.0} s (the file is cut off or damaged)";
            // All of it came: ffmpeg also complains about harmless things, such as tags behind the last frame of an mp3.
            if (outcome.Succeeded) return null;
        }
        return outcome.Succeeded && outcome.Errors.Length == 0 ? null : $"the sound is damaged ({outcome.Summary})";
    }

    private static string Seconds(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
