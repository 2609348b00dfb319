using System.Buffers.Binary;

namespace Viml.Corpus.Midi;

/// <summary>A Standard MIDI File of format 1 (several tracks played together), 480 ticks per beat.</summary>
internal static class MidiFile
{
    public const int TicksPerBeat = 480;

    /// <summary>The bytes of the file; the first track carries tempo and meter.</summary>
    public static byte[] Write(IReadOnlyList<MidiTrack> tracks, int endTick)
    {
        var header = new byte[14];
        "MThd"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 6);
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(8), 1);
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(10), (short)tracks.Count);
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(12), TicksPerBeat);
        return [.. header, .. tracks.SelectMany(track => track.ToChunk(endTick))];
    }
}
