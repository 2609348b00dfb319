using System.Runtime.InteropServices;
using System.Text;
using Viml.Engine.Kernels;
using Viml.Engine.Weights.Torch;

namespace Viml.Engine.Weights.Onnx;

/// <summary>
/// Reads one <c>TensorProto</c>: its elements as raw bytes, which are used where they lie, or in the typed field that its element type
/// prescribes. Field numbers and types: onnx.proto, https://github.com/onnx/onnx.
/// </summary>
internal sealed class OnnxTensor
{
    private const int MaximumRank = 64;
    private const int LongestName = 1000; // a fault quotes it whole
    private const string Fields =
        "dims, data_type, float_data, int32_data, int64_data, name, raw_data, double_data, uint64_data, doc_string, metadata_props";

    private readonly string _path;
    private readonly MappedFile _map;
    private readonly List<long> _shape = [];
    private readonly List<(int Field, long Start, int Length)> _data = [];
    private int _type;
    private string _name = "";

    private OnnxTensor(string path, MappedFile map) => (_path, _map) = (path, map);

    /// <summary>The tensor of a message.</summary>
    /// <exception cref="WeightFileException">The message is damaged, or holds what is not read: the fault names it.</exception>
    public static StoredTensor Read(string path, MappedFile map, ReadOnlySpan<byte> bytes, long start, Allowance allowance)
    {
        var tensor = new OnnxTensor(path, map);
        tensor.ReadFields(bytes, start, allowance);
        return tensor.Store(allowance);
    }

    private void ReadFields(ReadOnlySpan<byte> bytes, long start, Allowance allowance)
    {
        var message = new ProtobufMessage(_path, "an initialiser", bytes, start);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    ReadSizes(ref message);
                    break;
                case 2:
                    _type = (int)Math.Clamp(message.TakeVarint(), int.MinValue, int.MaxValue);
                    break;
                case 4 or 5 or 7 or 9 or 10 or 11:
                    if (!allowance.TryTake(16))
                        throw allowance.Exceeded($"byte {message.Position}");
                    ReadData(ref message);
                    break;
                case 8:
                    _name = Text(message.TakeBytes(out var at), at);
                    break;
                case 12 or 16:
                    message.Skip();
                    break;
                case 3:
                    throw Fault("whole tensors", $"a segment of {Quoted}");
                case 6:
                    throw Fault("tensors of numbers", $"text in {Quoted}");
                case 13:
                case 14 when message.TakeVarint() != 0:
                    throw Fault(
                        "every tensor inside the file",
                        $"{Quoted} in another one (external data is not read: export the model into one file)");
                case 14:
                    break;
                default:
                    throw message.Unknown(Fields);
            }
        }
    }

    private string Quoted => _name.Length > 0 ? $"'{_name}'" : "an initialiser without a name";

    // Packed, or one by one.
    private void ReadSizes(ref ProtobufMessage message)
    {
        if (message.Wire == WireType.Varint)
        {
            AddSize(message.TakeVarint());
            return;
        }

        var packed = message.TakeBytes(out var at);
        var numbers = new ProtobufNumbers(_path, packed, at);
        while (numbers.Next(out var number))
            AddSize(number);
    }

    private void AddSize(long size)
    {
        if (_shape.Count == MaximumRank)
            throw Fault($"at most {MaximumRank} axes of {Quoted}", "more");
        if (size < 0)
            throw Fault($"sizes from 0 of {Quoted}", $"{size}");
        _shape.Add(size);
    }

    private void ReadData(ref ProtobufMessage message)
    {
        if (_data.Count > 0 && (_data[0].Field != message.Field || message.Field == 9))
            throw Fault($"the elements of {Quoted} in one field", $"fields {_data[0].Field} and {message.Field}");
        // Typed fields may stand one by one, unpacked, which older writers do.
        var at = message.Position;
        switch (message.Wire)
        {
            case WireType.Bytes:
                var value = message.TakeBytes(out at);
                _data.Add((message.Field, at, value.Length));
                return;
            case WireType.Fixed32 when message.Field == 4:
            case WireType.Fixed64 when message.Field == 10:
            case WireType.Varint when message.Field is 5 or 7 or 11:
                message.Skip();
                _data.Add((message.Field, at, (int)(message.Position - at)));
                return;
            default:
                throw message.Unknown(Fields);
        }
    }

    private StoredTensor Store(Allowance allowance)
    {
        if (_name.Length == 0)
            throw Fault("a name for every initialiser", "none");
        var type = OnnxTypes.Of(_type) ?? throw Fault($"an element type of '{_name}' among {WeightTypes.Known}", OnnxTypes.NameOf(_type));
        var length = 1L;
        foreach (var size in _shape)
        {
            // Each factor is checked before it is used, so the product cannot overflow a long.
            if (size > int.MaxValue || (length *= size) > int.MaxValue)
                throw Fault($"at most {int.MaxValue} elements in '{_name}'", $"the shape [{string.Join(", ", _shape)}]");
        }

        var field = _data.Count == 0 ? 9 : _data[0].Field;
        if (field != 9 && field != OnnxTypes.FieldOf(type))
            throw Fault(
                $"the elements of '{_name}', {WeightTypes.NameOf(type)}, in field 9 or {OnnxTypes.FieldOf(type)}", $"field {field}");
        if (!allowance.TryTake(700 + 2L * _name.Length))
            throw allowance.Exceeded($"'{_name}'");
        var bytes = length * WeightTypes.SizeOf(type);
        var block = field is 5 or 7 ? Decode(type, length, allowance) : Join(allowance);
        return block.Length == bytes
            ? new StoredTensor(_path, _name, type, [.. _shape.Select(size => (int)size)], (int)length, block, 0)
            : throw Fault(
                $"{bytes} bytes for '{_name}' of type {WeightTypes.NameOf(type)} and shape [{string.Join(", ", _shape)}]",
                $"{block.Length} bytes");
    }

    // One stretch is used where it lies.
    private ByteBlock Join(Allowance allowance)
    {
        if (_data is [var only])
            return new ByteBlock(_map, only.Start, only.Length);
        var joined = Take(_data.Sum(piece => (long)piece.Length), allowance);
        var position = 0;
        foreach (var (_, start, length) in _data)
        {
            _map.Bytes(start, length).CopyTo(joined.AsSpan(position));
            position += length;
        }

        return new ByteBlock(joined);
    }

    // Whole numbers as varints; float16 and bfloat16 as the bits of a whole number.
    private ByteBlock Decode(WeightType type, long length, Allowance allowance)
    {
        var written = _data.Sum(piece => (long)piece.Length);
        if (length > written)
            throw Fault($"{length} numbers of '{_name}'", $"{written} bytes of them");
        var size = WeightTypes.SizeOf(type);
        var decoded = Take(length * size, allowance);
        var count = 0L;
        foreach (var (_, start, pieceLength) in _data)
        {
            var numbers = new ProtobufNumbers(_path, _map.Bytes(start, pieceLength), start);
            while (numbers.Next(out var number))
            {
                if (count == length)
                    throw Fault($"{length} numbers of '{_name}'", "more");
                if (!OnnxTypes.Holds(type, number))
                    throw Fault($"numbers of type {WeightTypes.NameOf(type)} in '{_name}'", $"{number}");
                MemoryMarshal.AsBytes(new ReadOnlySpan<long>(ref number))[..size].CopyTo(decoded.AsSpan((int)(count++ * size)));
            }
        }

        return count == length ? new ByteBlock(decoded) : throw Fault($"{length} numbers of '{_name}'", $"{count}");
    }

    private byte[] Take(long bytes, Allowance allowance)
    {
        if (bytes > Array.MaxLength || !allowance.TryTake(bytes))
            throw allowance.Exceeded($"the elements of '{_name}'");
        return new byte[bytes];
    }

    private string Text(ReadOnlySpan<byte> utf8, long at)
    {
        if (utf8.Length > LongestName)
            throw Fault($"names of at most {LongestName} bytes", $"{utf8.Length} at byte {at}");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
        }
        catch (DecoderFallbackException fault)
        {
            throw new WeightFileException(_path, $"a name in UTF-8 at byte {at}", "other bytes", fault);
        }
    }

    private WeightFileException Fault(string expected, string found) => new(_path, expected, found);
}
