using System.Buffers.Binary;
using System.Text;

namespace Viml.Corpus.Midi;

/// <summary>
/// A track of a Standard MIDI File: events at absolute ticks, written in order of time (and of being added). Channels are 0 to 15; 9 is
/// percussion.
/// </summary>
internal sealed class MidiTrack
{
    private readonly List<(int Tick, int Order, byte[] Bytes)> _events = [];

    public void Name(string name)
    {
        var text = Encoding.ASCII.GetBytes(name);
        Add(0, [0xFF, 0x03, (byte)Math.Min(text.Length, 127), .. text.AsSpan(0, Math.Min(text.Length, 127))]);
    }

    /// <summary>Tempo from that tick on.</summary>
    public void Tempo(int tick, double beatsPerMinute)
    {
        var microseconds = (int)Math.Round(60_000_000 / beatsPerMinute);
        Add(tick, [0xFF, 0x51, 3, (byte)(microseconds >> 16), (byte)(microseconds >> 8), (byte)microseconds]);
    }

    /// <summary>Time signature in quarters.</summary>
    public void TimeSignature(int quarters) => Add(0, [0xFF, 0x58, 4, (byte)quarters, 2, 24, 8]);

    public void Program(int tick, int channel, int program) => Add(tick, [(byte)(0xC0 | channel), Data(program)]);

    public void Control(int tick, int channel, int controller, int value) =>
        Add(tick, [(byte)(0xB0 | channel), Data(controller), Data(value)]);

    /// <summary>Bend in cents; with the usual range of two half-tones ±200 is all of it.</summary>
    public void Bend(int tick, int channel, double cents)
    {
        var value = Math.Clamp(8192 + (int)Math.Round(cents / 200 * 8192), 0, 16383);
        Add(tick, [(byte)(0xE0 | channel), (byte)(value & 127), (byte)(value >> 7)]);
    }

    public void Note(int tick, int ticks, int channel, int key, int velocity)
    {
        Add(tick, [(byte)(0x90 | channel), Data(key), Data(Math.Max(1, velocity))]);
        Add(tick + Math.Max(1, ticks), [(byte)(0x80 | channel), Data(key), 64]);
    }

    /// <summary>The track chunk, ended at <paramref name="endTick"/> or after its last event.</summary>
    public byte[] ToChunk(int endTick)
    {
        var body = new List<byte>();
        var at = 0;
        foreach (var (tick, _, bytes) in _events.OrderBy(e => e.Tick).ThenBy(e => Rank(e.Bytes)).ThenBy(e => e.Order))
        {
            Variable(body, tick - at);
            body.AddRange(bytes);
            at = tick;
        }
        Variable(body, Math.Max(0, endTick - at));
        body.AddRange([0xFF, 0x2F, 0]);
        var chunk = new byte[8 + body.Count];
        "MTrk"u8.CopyTo(chunk);
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(4), body.Count);
        body.CopyTo(chunk, 8);
        return chunk;
    }

    // At one tick, notes end before others begin.
    private static int Rank(byte[] bytes) => (bytes[0] & 0xF0) switch { 0x80 => 0, 0x90 => 2, _ => 1 };

    private void Add(int tick, byte[] bytes) => _events.Add((Math.Max(0, tick), _events.Count, bytes));

    private static byte Data(int value) => (byte)Math.Clamp(value, 0, 127);

    private static void Variable(List<byte> body, int value)
    {
        var shift = 21;
        while (shift > 0 && value >> shift == 0) shift -= 7;
        for (; shift > 0; shift -= 7) body.Add((byte)(0x80 | ((value >> shift) & 0x7F)));
        body.Add((byte)(value & 0x7F));
    }
}
