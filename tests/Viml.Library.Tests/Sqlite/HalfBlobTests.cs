using System.Runtime.InteropServices;
using Viml.Library.Sqlite;

namespace Viml.Library.Tests.Sqlite;

public sealed class HalfBlobTests
{
    [Fact]
    public void Rounded_values_come_back_bit_by_bit()
    {
        var random = new Random(7);
        for (var length = 0; length < 70; length++)
        {
            var values = Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() * 4 - 2)).ToArray();
            values = [.. values.Select(value => (float)(Half)value)];
            var back = new float[length];
            HalfBlob.Read(HalfBlob.Write(values), back);
            Assert.Equal(values, back);
        }
    }

    [Fact]
    public void Every_float16_is_read_as_what_it_means()
    {
        var halves = Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits).ToArray();
        var values = new float[halves.Length];
        HalfBlob.Read(MemoryMarshal.AsBytes<ushort>(halves), values);
        Assert.Equal(halves.Select(bits => (float)BitConverter.UInt16BitsToHalf(bits)), values);
    }

    [Fact]
    public void The_bytes_are_little_endian_float16() => Assert.Equal([0x00, 0x3C, 0x00, 0xC0], HalfBlob.Write([1f, -2f]));

    [Fact]
    public void A_blob_of_another_length_is_refused() =>
        Assert.Throws<InvalidDataException>(() => HalfBlob.Read([1, 2, 3], new float[2]));
}
