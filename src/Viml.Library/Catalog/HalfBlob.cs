using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Viml.Library.Catalog;

/// <summary>Numbers as float16 in a database blob, little-endian: half the size, and 3 digits are more than a cosine needs.</summary>
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
        if (BitConverter.IsLittleEndian)
        {
            Widen(MemoryMarshal.Cast<byte, ushort>(bytes), values);
            return;
        }
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
    }

    // Sign, exponent and fraction are moved to their places in a float32, whose exponent is then too small by 127 - 15; multiplying by 2^112 mends that
    // exactly, also for subnormal numbers. Infinity and NaN get the largest exponent. Optimised from the first call on, because the first call of a
    // short run is the one that reads a whole library.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<ushort> halves, Span<float> values)
    {
        const uint Sign = 0x8000, Infinity = 0x0F80_0000, LargestExponent = 0x7F80_0000;
        const float Scale = 5.192296858534828e33f; // 2^112
        var i = 0;
        for (; i <= halves.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(halves[i..]), out var low, out var high);
            Convert(low).CopyTo(values[i..]);
            Convert(high).CopyTo(values[(i + Vector<float>.Count)..]);
        }
        for (; i < halves.Length; i++)
            values[i] = (float)BitConverter.UInt16BitsToHalf(halves[i]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<float> Convert(Vector<uint> half)
        {
            var magnitude = Vector.ShiftLeft(half & new Vector<uint>(Sign - 1), 13);
            var scaled = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude) * Scale);
            var unbounded = Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(Infinity)) & new Vector<uint>(LargestExponent);
            return Vector.AsVectorSingle(scaled | unbounded | Vector.ShiftLeft(half & new Vector<uint>(Sign), 16));
        }
    }

    /// <summary>Reads the bytes back as they are kept.</summary>
    /// <exception cref="InvalidDataException">The blob holds another number of values.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Span<Half> values)
    {
        if (bytes.Length != values.Length * 2)
            throw new InvalidDataException($"{values.Length} numbers were expected and {bytes.Length / 2.0} found");
        bytes.CopyTo(MemoryMarshal.AsBytes(values));
        SwapOnBigEndian(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Rounds in place to what <see cref="Write"/> keeps, so that what is computed now equals what is computed from the store later.</summary>
    public static void Round(Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(Half)values[i];
    }

    private static void SwapOnBigEndian(Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
            return;
        for (var i = 0; i < bytes.Length; i += 2)
            (bytes[i], bytes[i + 1]) = (bytes[i + 1], bytes[i]);
    }
}
