using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Viml.Library.Sqlite;

/// <summary>Numbers as float16 in a database blob, little-endian: half the size of float32, and precise enough for cosines.</summary>
internal static class HalfBlob
{
    /// <summary>The bytes of <paramref name="values"/>, each rounded to the nearest float16.</summary>
    public static byte[] Write(ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * 2];
        var halves = MemoryMarshal.Cast<byte, Half>(bytes.AsSpan());
        TensorPrimitives.ConvertToHalf(values, halves);
        SwapOnBigEndian(bytes);
        return bytes;
    }

    /// <summary>Reads the bytes back into <paramref name="values"/>.</summary>
    /// <exception cref="InvalidDataException">The blob holds another number of values.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (bytes.Length != values.Length * 2)
            throw new InvalidDataException($"{values.Length} numbers were expected and {bytes.Length / 2.0} found");
        if (!BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
            return;
        }
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
    }

    /// <summary>Reads the bytes back as float16.</summary>
    /// <exception cref="InvalidDataException">The blob holds another number of values.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Span<Half> values)
    {
        if (bytes.Length != values.Length * 2)
            throw new InvalidDataException($"{values.Length} numbers were expected and {bytes.Length / 2.0} found");
        bytes.CopyTo(MemoryMarshal.AsBytes(values));
        SwapOnBigEndian(MemoryMarshal.AsBytes(values));
    }

    private static void SwapOnBigEndian(Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
            return;
        for (var i = 0; i < bytes.Length; i += 2)
            (bytes[i], bytes[i + 1]) = (bytes[i + 1], bytes[i]);
    }
}
