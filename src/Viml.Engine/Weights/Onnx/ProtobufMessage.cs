namespace Viml.Engine.Weights.Onnx;

/// <summary>How the value of a protobuf field is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>
/// The fields of one protobuf message, one after the other. Every length is checked against the message before it is used; nothing is
/// allocated. Encoding: https://protobuf.dev/programming-guides/encoding.
/// </summary>
/// <param name="path">The file, for errors.</param>
/// <param name="name">What the message is, for errors.</param>
/// <param name="bytes">The message.</param>
/// <param name="start">Where it begins in the file.</param>
internal ref struct ProtobufMessage(string path, string name, ReadOnlySpan<byte> bytes, long start)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>How its value is written.</summary>
    public WireType Wire { get; private set; }

    /// <summary>Where the next byte lies in the file.</summary>
    public readonly long Position => start + _position;

    /// <summary>Goes to the next field, whose value must be taken or skipped; false at the end of the message.</summary>
    public bool Next()
    {
        if (_position == _bytes.Length)
            return false;
        var at = Position;
        var key = Number();
        if (key >> 3 is 0 or > (1 << 29) - 1)
            throw Fault($"a field number at byte {at} of {name}", $"{key >> 3}");
        Field = (int)(key >> 3);
        Wire = (WireType)(key & 7);
        if (Wire is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
            throw Fault($"a wire type of 0, 1, 2 or 5 at byte {at} of {name}", $"{(int)Wire}");
        return true;
    }

    /// <summary>Takes a value that is a varint.</summary>
    public long TakeVarint()
    {
        Require(WireType.Varint);
        return (long)Number();
    }

    /// <summary>Takes a value that is a text, a message or packed numbers.</summary>
    /// <param name="at">Receives its place in the file.</param>
    public ReadOnlySpan<byte> TakeBytes(out long at)
    {
        Require(WireType.Bytes);
        return Advance(Number(), out at);
    }

    /// <summary>Passes over a value of any kind.</summary>
    public void Skip()
    {
        switch (Wire)
        {
            case WireType.Varint:
                Number();
                break;
            case WireType.Bytes:
                TakeBytes(out _);
                break;
            default:
                Advance(Wire == WireType.Fixed32 ? 4u : 8u, out _);
                break;
        }
    }

    /// <summary>The fault of a field this reader does not know.</summary>
    public readonly WeightFileException Unknown(string known) =>
        Fault($"the fields {known} in {name}", $"field {Field} before byte {Position}");

    private readonly void Require(WireType wire)
    {
        if (Wire != wire)
            throw Fault($"wire type {(int)wire} for field {Field} of {name} before byte {Position}", $"{(int)Wire}");
    }

    private ReadOnlySpan<byte> Advance(ulong length, out long at)
    {
        if (length > (ulong)(_bytes.Length - _position))
            throw Fault(
                $"{length} bytes of field {Field} of {name} at byte {Position}",
                $"{_bytes.Length - _position} bytes until its end (is the file complete?)");
        at = Position;
        _position += (int)length;
        return _bytes.Slice(_position - (int)length, (int)length);
    }

    private ulong Number() => Varint.Read(path, name, _bytes, start, ref _position);

    private readonly WeightFileException Fault(string expected, string found) => new(path, expected, found);
}
