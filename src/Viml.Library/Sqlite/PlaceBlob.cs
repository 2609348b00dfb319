using System.Buffers.Binary;

namespace Viml.Library.Sqlite;

/// <summary>
/// Starts and lengths of segments in seconds as float64 in a database blob, little-endian: start, length, start, length ...
/// </summary>
internal static class PlaceBlob
{
    /// <summary>Bytes of one segment.</summary>
    public const int Size = 2 * sizeof(double);

    public static byte[] Write(ReadOnlySpan<double> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(double)];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
        return bytes;
    }

    /// <summary>Start and length of segment number <paramref name="index"/>.</summary>
    public static (double Start, double Length) Read(ReadOnlySpan<byte> bytes, int index) =>
        (BinaryPrimitives.ReadDoubleLittleEndian(bytes[(index * Size)..]),
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[(index * Size + sizeof(double))..]));
}
