using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Viml.Media.Audio;

/// <summary>Writes WAV files of 32-bit float samples (WAVE_FORMAT_IEEE_FLOAT), which keep every bit.</summary>
internal static class WavFile
{
    private const int HeaderLength = 58;
    private const short IeeeFloat = 3;

    /// <param name="samples">Interleaved channels.</param>
    public static void Write(string path, ReadOnlySpan<float> samples, int channels, int sampleRate)
    {
        var dataLength = (long)samples.Length * sizeof(float);
        if (dataLength > uint.MaxValue - HeaderLength)
            throw new ArgumentException("A WAV file holds at most 4 GB of samples; write flac instead.", nameof(samples));

        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        file.Write(Header((uint)dataLength, channels, sampleRate));
        if (BitConverter.IsLittleEndian)
        {
            file.Write(MemoryMarshal.AsBytes(samples));
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (var sample in samples)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, sample);
            file.Write(bytes);
        }
    }

    /// <summary>RIFF header, "fmt " with its extension size, "fact" with the number of samples per channel, start of "data".</summary>
    private static byte[] Header(uint dataLength, int channels, int sampleRate)
    {
        var header = new byte[HeaderLength];
        var frameLength = channels * sizeof(float);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), HeaderLength - 8 + dataLength);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 18);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), IeeeFloat);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), sampleRate * frameLength);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), (short)frameLength);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 8 * sizeof(float));
        "fact"u8.CopyTo(header.AsSpan(38));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(42), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(46), (uint)(dataLength / frameLength));
        "data"u8.CopyTo(header.AsSpan(50));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(54), dataLength);
        return header;
    }
}
