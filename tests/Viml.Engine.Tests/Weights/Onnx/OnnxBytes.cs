using System.Text;

namespace Viml.Engine.Tests.Weights.Onnx;

/// <summary>Writes the few parts of ONNX files that tests need, sound or not.</summary>
internal static class OnnxBytes
{
    public const int Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, Text = 8, Bool = 9, Float16 = 10, Double = 11, BFloat16 = 16;

    /// <summary>A model of one graph with these initialisers behind a node, written for one operator set.</summary>
    public static byte[] Model(params byte[][] initialisers) =>
        [.. Number(1, 8), .. Bytes(2, "test"u8), .. Graph(initialisers), .. Bytes(8, Number(2, 17))];

    public static byte[] Graph(params byte[][] initialisers) =>
        Bytes(
            7,
            [
                .. Bytes(1, [.. Bytes(1, "x"u8), .. Bytes(4, "Relu"u8)]), .. Bytes(2, "graph"u8),
                .. initialisers.SelectMany(tensor => Bytes(5, tensor))]);

    /// <summary>A tensor whose sizes are packed.</summary>
    public static byte[] Tensor(string name, int type, long[] shape, params byte[][] data) =>
        [.. Bytes(1, Packed(shape)), .. Number(2, type), .. Bytes(8, Encoding.UTF8.GetBytes(name)), .. data.SelectMany(field => field)];

    /// <summary>Elements as they lie in memory.</summary>
    public static byte[] Raw(params byte[] bytes) => Bytes(9, bytes);

    public static byte[] Raw(params float[] values) => Bytes(9, Single(values));

    public static byte[] Single(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    public static byte[] Packed(params long[] values) => [.. values.SelectMany(value => Varint((ulong)value))];

    public static byte[] Number(int field, long value) => [.. Varint((ulong)field << 3), .. Varint((ulong)value)];

    public static byte[] Bytes(int field, ReadOnlySpan<byte> value) =>
        [.. Varint((ulong)field << 3 | 2), .. Varint((ulong)value.Length), .. value];

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
