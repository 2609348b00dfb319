using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Viml.Engine.Weights.Torch;

/// <summary>The bytes of a pickle, read as operations and the arguments behind them.</summary>
/// <param name="bytes">The pickle; what follows it is not read.</param>
/// <param name="origin">The position of the first byte, for errors.</param>
/// <param name="allowance">What the pickle may cost.</param>
internal ref struct PickleArguments(ReadOnlySpan<byte> bytes, long origin, Allowance allowance)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes read.</summary>
    public int Position { get; private set; }

    /// <summary>Where the operation begins, counted as errors do.</summary>
    public long Start { get; private set; }

    /// <summary>The next operation.</summary>
    public byte Operation()
    {
        Start = origin + Position;
        return Byte();
    }

    /// <summary>The next byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>The bytes behind a length of 1, 4 or 8 bytes.</summary>
    public ReadOnlySpan<byte> Block(int sizeOfLength, string what) => Take(Length64(sizeOfLength), what);

    /// <summary>Checks that as many bytes follow as the length says.</summary>
    public void RequireLength(int sizeOfLength, string what) => Require(Length64(sizeOfLength), what);

    /// <summary>The number behind an operation that gives one.</summary>
    public object Number(char operation)
    {
        switch (operation)
        {
            case 'K':
                return (long)Byte();
            case 'M':
                return (long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
            case 'J':
                return (long)BinaryPrimitives.ReadInt32LittleEndian(Take(4));
            case 'G':
                return BinaryPrimitives.ReadDoubleBigEndian(Take(8));
            case 'F':
                return double.TryParse(Line(), NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
                    ? real
                    : throw new PickleFault("a number", "something else");
            case '\x8a':
                return LongNumber(Block(1, "a number"));
        }

        var line = Line();
        if (operation == 'I' && line is "00" or "01")
            return line == "01";
        return long.TryParse(line.TrimEnd('L'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new PickleFault("a whole number of 64 bits", $"'{line}'");
    }

    /// <summary>
    /// Little-endian two's complement of any length; nothing we read needs more than the 80 bits of the legacy magic number.
    /// </summary>
    private static object LongNumber(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 16)
            throw new PickleFault("a whole number of at most 128 bits", $"{8 * bytes.Length} bits");
        var value = bytes.IsEmpty || (bytes[^1] & 0x80) == 0 ? Int128.Zero : Int128.NegativeOne;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    /// <summary>The text behind an operation that gives one.</summary>
    public string Text(char operation)
    {
        switch (operation)
        {
            case 'V':
                return Line();
            case 'S':
                var quoted = Line();
                return quoted.Length >= 2 && quoted[0] is '\'' or '"' && quoted[^1] == quoted[0]
                    && !quoted.Contains('\\', StringComparison.Ordinal)
                    ? quoted[1..^1]
                    : throw new PickleFault("quoted text without escapes", "other text");
        }

        return Decode(Block(operation switch { '\x8c' or 'U' => 1, '\x8d' => 8, _ => 4 }, "text"));
    }

    /// <summary>Counts memory that an operation takes.</summary>
    /// <exception cref="WeightFileException">The pickle may not cost so much.</exception>
    public readonly void Charge(long bytes)
    {
        if (!allowance.TryTake(bytes))
            throw allowance.Exceeded($"byte {Start} of the pickle");
    }

    /// <summary>A length of 1, 4 or 8 bytes, which the operation states before its content.</summary>
    private long Length64(int size) => size switch
    {
        1 => Byte(),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
        _ => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
    };

    private readonly void Require(long count, string what)
    {
        if (count < 0 || count > _bytes.Length - Position)
            throw new PickleFault($"{(ulong)count} bytes of {what}", $"{_bytes.Length - Position} until the end");
    }

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Take(long count, string what = "the operation")
    {
        Require(count, what);
        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>The rest of a line of one of the textual operations.</summary>
    public string Line()
    {
        var length = _bytes[Position..].IndexOf((byte)'\n');
        if (length < 0)
            throw new PickleFault("the end of a line", "the end of the pickle");
        var line = Decode(_bytes.Slice(Position, length));
        Position += length + 1;
        return line;
    }

    private readonly string Decode(ReadOnlySpan<byte> text)
    {
        Charge(32 + 2L * text.Length);
        // Replacing what is invalid costs garbage for every byte, many times the file in all.
        return Utf8.IsValid(text)
            ? Encoding.UTF8.GetString(text)
            : throw new PickleFault("text in UTF-8", $"{text.Length} bytes that are not");
    }
}
