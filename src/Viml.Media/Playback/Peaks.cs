using System.Numerics.Tensors;
using Viml.Media.Audio;

namespace Viml.Media.Playback;

/// <summary>The loudest moment of each twentieth of a second of a track, for drawing a waveform.</summary>
/// <param name="Values">0 for silence to 255 for full scale.</param>
public sealed record Peaks(byte[] Values)
{
    /// <summary>Values per second.</summary>
    public const int Rate = 20;

    private const int SampleRate = 8000;

    /// <summary>Reads them from a file.</summary>
    /// <exception cref="MediaFormatException">The file is missing, unreadable or holds no sound.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing or hangs.</exception>
    public static Peaks Read(string path, CancellationToken cancellation = default) =>
        new([.. AudioReader.ReadWindows(path, SampleRate, SampleRate / Rate, new AudioReadOptions(), cancellation)
            .Select(window => (byte)MathF.Round(255 * MathF.Min(1, MathF.Abs(TensorPrimitives.MaxMagnitude<float>(
                window.Samples.Span)))))]);

    /// <summary>A number of values over the whole track, each 0 to 1: the highest of those it stands for.</summary>
    public float[] Resample(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var result = new float[count];
        for (var i = 0; i < count && Values.Length > 0; i++)
        {
            var from = (int)((long)i * Values.Length / count);
            var to = Math.Max(from + 1, (int)((long)(i + 1) * Values.Length / count));
            result[i] = Values.AsSpan(from, Math.Min(to, Values.Length) - from).ToArray().Max() / 255f;
        }
        return result;
    }
}
