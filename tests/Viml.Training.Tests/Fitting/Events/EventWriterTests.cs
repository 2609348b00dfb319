using System.Buffers.Binary;
using System.Text;
using Viml.Training.Fitting.Events;

namespace Viml.Training.Tests.Fitting.Events;

public sealed class EventWriterTests
{
    [Fact]
    public void The_checksum_is_that_of_RFC_3720()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
    }

    [Fact]
    public void A_file_is_records_with_their_checksums_and_the_figures_in_them()
    {
        using var stream = new MemoryStream();
        var writer = new EventWriter(stream);

        writer.WriteHead();
        writer.Write(300, [("loss", 0.5)]);

        var bytes = stream.ToArray();
        var records = new List<byte[]>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(Crc32C.Masked(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            var data = bytes[(at + 12)..(at + 12 + length)];
            Assert.Equal(Crc32C.Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            records.Add(data);
            at += 16 + length;
        }
        Assert.Equal(2, records.Count);
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(records[0].AsSpan(13)));
        // 9 bytes of time, step 300 as a varint, summary { value { tag "loss", simple_value 0.5 } }
        Assert.Equal(
            [0x10, 0xAC, 0x02, 0x2A, 0x0D, 0x0A, 0x0B, 0x0A, 0x04, .. "loss"u8, 0x15, 0, 0, 0, 0x3F], records[1][9..]);
    }
}
