namespace Viml.Engine.Weights.Onnx;

/// <summary>Packed varints, one after the other.</summary>
internal ref struct ProtobufNumbers(string path, ReadOnlySpan<byte> bytes, long start)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>The next number; false at the end.</summary>
    /// <exception cref="WeightFileException">The last number is cut, or one has more than 64 bits.</exception>
    public bool Next(out long number)
    {
        number = 0;
        if (_position == _bytes.Length)
            return false;
        number = (long)Varint.Read(path, "packed numbers", _bytes, start, ref _position);
        return true;
    }
}

/// <summary>A whole number in groups of seven bits, the lowest first.</summary>
internal static class Varint
{
    private const int Longest = 10;

    /// <summary>Reads the number at <paramref name="position"/>, and moves behind it.</summary>
    /// <exception cref="WeightFileException">It is cut, or has more than 64 bits.</exception>
    public static ulong Read(string path, string name, ReadOnlySpan<byte> bytes, long start, ref int position)
    {
        var value = 0UL;
        for (var i = 0; i < Longest; i++)
        {
            if (position == bytes.Length)
                throw new WeightFileException(
                    path, $"the rest of a number in {name} at byte {start + position}", "its end (is the file complete?)");
            var part = bytes[position++];
            if (i == Longest - 1 && part > 1)
                break;
            value |= (ulong)(part & 0x7f) << (7 * i);
            if (part < 0x80)
                return value;
        }

        throw new WeightFileException(path, $"a number of at most 64 bits in {name} before byte {start + position}", "a longer one");
    }
}
