using System.Buffers.Binary;
using System.Text;

namespace Viml.Training.Fitting.Events;

/// <summary>
/// Writes event files as TensorBoard reads them: records of length, checksum, data and checksum (TFRecord), whose data are Event messages
/// of Protocol Buffers (tensorflow/core/util/event.proto) with plain scalars.
/// </summary>
internal sealed class EventWriter(Stream stream)
{
    private const string Version = "brain.Event:2"; // what the first record of every event file says

    /// <summary>Writes the record with which a file begins.</summary>
    public void WriteHead() => WriteRecord(Event(step: 0, 3, Encoding.UTF8.GetBytes(Version)));

    /// <summary>Writes the figures of a step.</summary>
    public void Write(int step, IEnumerable<(string Name, double Value)> figures)
    {
        using var summary = new MemoryStream();
        foreach (var (name, value) in figures)
        {
            using var one = new MemoryStream(); // Summary.Value: tag = 1, simple_value = 2
            WriteBytes(one, 1, Encoding.UTF8.GetBytes(name));
            WriteVarint(one, (2 << 3) | 5);
            var single = new byte[4];
            BinaryPrimitives.WriteSingleLittleEndian(single, (float)value);
            one.Write(single);
            WriteBytes(summary, 1, one.ToArray()); // Summary: value = 1
        }
        WriteRecord(Event(step, 5, summary.ToArray()));
    }

    /// <summary>Event: wall_time = 1, step = 2, and one of file_version = 3 and summary = 5.</summary>
    private static byte[] Event(int step, int field, byte[] content)
    {
        using var message = new MemoryStream();
        WriteVarint(message, (1 << 3) | 1);
        var time = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(time, (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds);
        message.Write(time);
        WriteVarint(message, 2 << 3);
        WriteVarint(message, (ulong)step);
        WriteBytes(message, field, content);
        return message.ToArray();
    }

    private void WriteRecord(byte[] data)
    {
        Span<byte> length = stackalloc byte[8], checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        stream.Write(length);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32C.Masked(length));
        stream.Write(checksum);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32C.Masked(data));
        stream.Write(checksum);
    }

    private static void WriteBytes(Stream message, int field, byte[] bytes)
    {
        WriteVarint(message, (ulong)((field << 3) | 2));
        WriteVarint(message, (ulong)bytes.Length);
        message.Write(bytes);
    }

    private static void WriteVarint(Stream message, ulong value)
    {
        for (; value >= 0x80; value >>= 7) message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}
