using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Viml.Engine.Weights;

/// <summary>Conversion between the stored element types and float32. Sources and destinations may be unaligned bytes.</summary>
internal static class WeightConversion
{
    public static void ToSingle(WeightType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (type)
        {
            case WeightType.F32:
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case WeightType.F16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
                break;
            case WeightType.BF16:
                var halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < values.Length; i++)
                    values[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
                break;
            case WeightType.F64:
                Convert<double>(bytes, values, static value => (float)value);
                break;
            case WeightType.I64:
                Convert<long>(bytes, values, static value => value);
                break;
            case WeightType.I32:
                Convert<int>(bytes, values, static value => value);
                break;
            case WeightType.I16:
                Convert<short>(bytes, values, static value => value);
                break;
            case WeightType.I8:
                Convert<sbyte>(bytes, values, static value => value);
                break;
            case WeightType.U64:
                Convert<ulong>(bytes, values, static value => value);
                break;
            case WeightType.U32:
                Convert<uint>(bytes, values, static value => value);
                break;
            case WeightType.U16:
                Convert<ushort>(bytes, values, static value => value);
                break;
            case WeightType.F8E4M3:
                Convert<byte>(bytes, values, FromE4M3);
                break;
            case WeightType.F8E5M2:
                Convert<byte>(bytes, values, static value => (float)BitConverter.UInt16BitsToHalf((ushort)(value << 8)));
                break;
            default:
                for (var i = 0; i < values.Length; i++)
                    values[i] = bytes[i];
                break;
        }
    }

    /// <summary>Rounds to nearest even; magnitudes above 65,504 become infinite.</summary>
    public static void ToHalf(ReadOnlySpan<float> values, Span<byte> bytes) =>
        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(bytes));

    // OCP 8-bit floating point specification 1.0, section 5.2: bias 7, no infinities, NaN only where all bits behind the sign are set.
    private static float FromE4M3(byte bits)
    {
        var (exponent, mantissa) = ((bits >> 3) & 15, bits & 7);
        var magnitude = (exponent, mantissa) switch
        {
            (15, 7) => float.NaN,
            (0, _) => MathF.ScaleB(mantissa, -9),
            _ => MathF.ScaleB(8 + mantissa, exponent - 10),
        };
        return (bits & 0x80) == 0 ? magnitude : -magnitude;
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> values, Func<T, float> convert) where T : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < values.Length; i++)
            values[i] = convert(source[i]);
    }
}
