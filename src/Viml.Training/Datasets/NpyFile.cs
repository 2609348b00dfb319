using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Viml.Training.Datasets;

/// <summary>Reads arrays that NumPy wrote (.npy, versions 1 to 3): little-endian float16, float32 or float64, in C order.</summary>
internal static partial class NpyFile
{
    private const int MagicLength = 8, LargestHeader = 1 << 16;
    private const long MostNumbers = 1L << 28;

    /// <summary>Reads an array of one or two axes as [time, width]; one axis is one step.</summary>
    /// <exception cref="DatasetException">The file is not one of these.</exception>
    public static (float[] Values, int Time, int Width) Read(string path)
    {
        if (!File.Exists(path)) throw new DatasetException(path, null, "a NumPy array", "no such file");
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[MagicLength];
        if (stream.ReadAtLeast(start, MagicLength, throwOnEndOfStream: false) < MagicLength || start[0] != 0x93
            || !start[1..6].SequenceEqual("NUMPY"u8))
            throw Error("a NumPy array", "another file");
        var version = start[6];
        var lengthBytes = new byte[version == 1 ? 2 : 4];
        if (stream.Length - stream.Position < lengthBytes.Length) throw Error("a header", "the end of the file");
        stream.ReadExactly(lengthBytes);
        var length = lengthBytes.Length == 2
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : (long)BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (version is < 1 or > 3 || length > LargestHeader || length > stream.Length - stream.Position)
            throw Error("a header of NumPy 1 to 3", $"version {version} with {length} bytes");
        var headerBytes = new byte[length];
        stream.ReadExactly(headerBytes);
        var header = Encoding.UTF8.GetString(headerBytes);
        if (Header().Match(header) is not { Success: true } match || Order().Match(header) is not { Success: true } order
            || Shape().Match(header) is not { Success: true } shapeText)
            throw Error("type, order and shape", $"the header {header.Trim()}");
        if (order.Groups[1].Value == "True") throw Error("an array in C order", "one in Fortran order");
        long[] shape = [.. shapeText.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        if (shape.Length is not (1 or 2) || shape.Any(size => size is <= 0 or > int.MaxValue))
            throw Error("an array [time, width] or [width]", $"the shape ({string.Join(", ", shape)})");
        var (time, width) = shape.Length == 1 ? (1, (int)shape[0]) : ((int)shape[0], (int)shape[1]);
        var type = match.Groups[1].Value;
        var bytes = type switch { "<f2" => 2, "<f4" => 4, "<f8" => 8, _ => throw Error("<f2, <f4 or <f8", type) };
        var count = (long)time * width;
        if (count > MostNumbers || count * bytes != stream.Length - stream.Position)
            throw Error($"{count * bytes} bytes of numbers", $"{stream.Length - stream.Position}");
        var raw = new byte[count * bytes];
        stream.ReadExactly(raw);
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
        {
            var at = raw.AsSpan(i * bytes, bytes);
            values[i] = bytes switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(at),
                4 => BinaryPrimitives.ReadSingleLittleEndian(at),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
            };
        }
        return (values, time, width);

        DatasetException Error(string expected, string found) => new(path, null, expected, found);
    }

    [GeneratedRegex("'descr':\\s*'([^']*)'")]
    private static partial Regex Header();

    [GeneratedRegex("'fortran_order':\\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex("'shape':\\s*\\(([0-9,\\s]*)\\)")]
    private static partial Regex Shape();
}
