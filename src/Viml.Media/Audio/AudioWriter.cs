using System.Globalization;
using System.Runtime.InteropServices;
using Viml.Engine.Files;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Audio;

/// <summary>
/// Writes float samples to an audio file. The same samples give the same bytes; the file appears only when it is complete. Thread-safe.
/// </summary>
public static class AudioWriter
{
    // The muxer and the codec by file extension.
    private static readonly Dictionary<string, (string Format, string Codec)> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".wav"] = ("wav", "pcm_f32le"),
        [".flac"] = ("flac", "flac"),
        [".opus"] = ("opus", "libopus"),
        [".ogg"] = ("ogg", "libvorbis"),
        [".mp3"] = ("mp3", "libmp3lame"),
        [".m4a"] = ("ipod", "aac"),
    };

    /// <summary>
    /// Writes a file whose format follows from its extension: wav (32-bit float), flac, opus, ogg (Vorbis), mp3 or m4a (AAC).
    /// </summary>
    /// <param name="samples">Samples of -1..1; channels interleaved (left, right, left, ...).</param>
    /// <param name="channels">1 or 2.</param>
    /// <exception cref="ArgumentException">The extension is not one of the known, or the samples do not fill whole frames.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, hangs, or cannot write.</exception>
    public static void Write(
        string path, ReadOnlySpan<float> samples, int channels, int sampleRate, AudioWriteOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        if (samples.Length % channels != 0)
            throw new ArgumentException($"{samples.Length} samples do not fill frames of {channels} channels.", nameof(samples));
        if (!Formats.TryGetValue(Path.GetExtension(path), out var format))
            throw new ArgumentException(
                $"'{path}' has no known audio extension; known are {string.Join(", ", Formats.Keys)}.", nameof(path));

        options ??= new AudioWriteOptions();
        using var output = new PendingFile(path);
        if (format.Format == "wav" && options is { Tags: null, Filter: null })
            WavFile.Write(output.Path, samples, channels, sampleRate);
        else
            Encode(output.Path, path, format, samples, channels, sampleRate, options, cancellation);
        output.Commit();
    }

    private static void Encode(string target, string path, (string Format, string Codec) format, ReadOnlySpan<float> samples,
        int channels, int sampleRate, AudioWriteOptions options, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-f", BitConverter.IsLittleEndian ? "f32le" : "f32be", "-ar", Number(sampleRate), "-ac", Number(channels), "-i", "pipe:0",
            .. options.Filter is { } filter ? new[] { "-af", filter } : [],
            .. options.BitRate is { } rate && format.Codec is not ("flac" or "pcm_f32le") ? new[] { "-b:a", Number(rate) } : [],
            .. options.Tags?.Arguments() ?? [],
            "-c:a", format.Codec, "-threads", "1", "-fflags", "+bitexact", "-flags:a", "+bitexact",
            "-f", format.Format, "-y", MediaFile.ForFfmpeg(target),
        ];
        const int chunk = 1 << 16;
        using var run = options.Tools.StartFfmpeg(arguments, path, feedsInput: true, cancellation);
        var bytes = MemoryMarshal.AsBytes(samples);
        while (bytes.Length > 0 && run.TryWrite(bytes[..Math.Min(chunk, bytes.Length)]))
            bytes = bytes[Math.Min(chunk, bytes.Length)..];
        run.Finish().ThrowIfFailed();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
