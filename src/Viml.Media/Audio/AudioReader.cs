using System.Globalization;
using System.Runtime.InteropServices;
using Viml.Media.Ffmpeg;
using Viml.Media.Tags;

namespace Viml.Media.Audio;

/// <summary>
/// Reads the sound of any audio or video file as mono float samples. Channels are averaged (the mean of left and right),
/// full scale is -1..1. Of several streams, the main one is read. Of a damaged file, what can be decoded is returned, with a warning.
/// Thread-safe.
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
        var (total, silenced) = (0L, 0L);
        var (started, report) = Open(fullPath, sampleRate, options, cancellation);
        using var run = started;
        var described = WithId3(report.Describe(), fullPath, report.Format);
        for (int count; (count = Fill(run, window)) > 0;)
        {
            if (total == 0)
                options.Described?.Invoke(described);
            silenced += Silence(window.AsSpan(0, count));
            total += count;
            yield return new AudioWindow(window, count);
            if (count < windowSamples) break;
        }

        var outcome = run.Finish().ThrowIfKilled();
        if (total == 0) throw Explain(path, options, outcome, cancellation);
        if (silenced == total) throw new MediaFormatException(path, "sound of finite numbers", "samples that are not", "Export it again.");
        if (options.Warning is not { } warn) yield break;
        var expected = options.ExpectedSeconds ?? (report.IsEstimate ? 0 : described.DurationSeconds);
        string?[] faults =
        [
            Damage(outcome, (double)total / sampleRate, report.IsEstimate, options with { ExpectedSeconds = expected }),
            silenced == 0 ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"{(double)silenced / sampleRate:0.0} s of the sound are not numbers and were read as silence"),
        ];
        if (faults.Any(fault => fault is not null))
            warn(string.Join("; ", faults.OfType<string>()));
    }

    /// <summary>
    /// Starts decoding and reads what ffmpeg says about the file. Nearly always the first stream is the one to read, and its channels have
    /// places; where that is not so, decoding starts again.
    /// </summary>
    private static (ExternalProgram, InputReport) Open(
        string fullPath, int sampleRate, AudioReadOptions options, CancellationToken cancellation)
    {
        var report = new InputReport();
        var run = Start("a:0", null, report);
        try
        {
            run.WaitFor(report);
            if (report.MainSound is not { } main || (main == report.FirstSound && main.UnnamedChannels is null)) return (run, report);
            run.Dispose();
            return (Start(main.Number.ToString(CultureInfo.InvariantCulture), main.UnnamedChannels, new InputReport()), report);
        }
        catch
        {
            run.Dispose();
            throw;
        }

        ExternalProgram Start(string stream, int? channels, InputReport listener) =>
            options.Tools.StartFfmpeg(Arguments(fullPath, stream, channels, sampleRate, options), fullPath, listener, cancellation);
    }

    private static string[] Arguments(string fullPath, string stream, int? unnamedChannels, int sampleRate, AudioReadOptions options) =>
    [
        .. MediaFile.InputLimits, "-threads", "1",
        .. options.StartSeconds > 0 ? new[] { "-ss", Seconds(options.StartSeconds) } : [],
        .. options.LengthSeconds is { } length ? new[] { "-t", Seconds(length) } : [],
        .. MediaFile.Input(fullPath), "-map", $"0:{stream}", "-vn", "-sn", "-dn",
        // With rematrix_maxval stereo becomes the mean of its channels, whatever the codec; without it some come out 3 dB louder.
        "-af", $"{Mean(unnamedChannels)}aresample={sampleRate}:rematrix_maxval=1,aformat=sample_fmts=flt:channel_layouts=mono",
        "-f", BitConverter.IsLittleEndian ? "f32le" : "f32be", "pipe:1",
    ];

    /// <summary>The filter that averages channels of which nobody knows where they stand.</summary>
    private static string Mean(int? channels) => channels is { } count
        ? $"pan=mono|c0={string.Join('+', Enumerable.Range(0, count).Select(channel => $"{Seconds(1.0 / count)}*c{channel}"))},"
        : "";

    private static SoundDescription WithId3(SoundDescription told, string fullPath, string container) =>
        container is "mp3" or "aac" or "tta" or "ac3" && Id3Tag.Read(fullPath) is { } tag
            ? told with { Title = tag.Title ?? told.Title, Artist = tag.Artist ?? told.Artist, Album = tag.Album ?? told.Album }
            : told;

    /// <summary>Fills the window from the program; zeros after the end of the sound. Returns the number of samples read.</summary>
    private static int Fill(ExternalProgram run, float[] window)
    {
        var count = run.ReadFully(MemoryMarshal.AsBytes(window.AsSpan())) / sizeof(float);
        window.AsSpan(count).Clear();
        return count;
    }

    /// <summary>Replaces what is not a number by silence; returns how many samples that were.</summary>
    private static int Silence(Span<float> samples)
    {
        var count = 0;
        foreach (ref var sample in samples)
        {
            if (float.IsFinite(sample)) continue;
            sample = 0;
            count++;
        }
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
    private static string? Damage(ProgramOutcome outcome, double seconds, bool isEstimate, AudioReadOptions options)
    {
        if (options.ExpectedSeconds is { } whole and > 0)
        {
            // Lengths in headers are rounded: one second and two percent are not worth a warning.
            var expected = Math.Min(options.LengthSeconds ?? double.PositiveInfinity, whole - options.StartSeconds);
            if (seconds < expected - 1 && seconds < expected * 0.98)
                return $"the sound ends after {seconds:0.0} s, and the file states {expected:0.0} s: it is cut off or damaged, or states " +
                    "a wrong length";
            // All of it came: ffmpeg also complains about harmless things, such as tags behind the last frame of an mp3.
            if (outcome.Succeeded) return null;
        }
        // Where the length is an estimate, there are frames to the end of the file, and complaints about what stands behind them.
        return outcome.Succeeded && (outcome.Errors.Length == 0 || isEstimate) ? null : $"the sound is damaged ({outcome.Summary})";
    }

    private static string Seconds(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
