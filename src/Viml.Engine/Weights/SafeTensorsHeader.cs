using System.Buffers.Binary;
using System.Text.Json;

namespace Viml.Engine.Weights;

/// <summary>Where one tensor is in the data part of a safetensors file.</summary>
internal sealed record SafeTensorsEntry(string Name, WeightType Type, int[] Shape, int Length, long Begin, long End);

/// <summary>
/// The parsed and fully checked header of a safetensors file: 8 bytes with the length of the JSON that follows (little-endian), the
/// JSON, then the data. Tensors must tile the data part exactly: no gap, no overlap, nothing left over.
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The format's own limit for the JSON, so that a wrong length never costs much memory.</summary>
    public const int MaximumLength = 100_000_000;

    private const int PrefixLength = 8;
    private const int MaximumRank = 64;
    private const string NulPadding = "NUL bytes behind it, where the format pads with spaces: another program wrote it wrongly";
    private const string MetadataName = "__metadata__";

    private readonly string _path;
    private readonly Dictionary<string, SafeTensorsEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafeTensorsHeader(string path) => _path = path;

    public IReadOnlyDictionary<string, SafeTensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The position in the file where the data part begins.</summary>
    public long DataStart { get; private set; }

    public static SafeTensorsHeader Read(Stream stream, string path)
    {
        var header = new SafeTensorsHeader(path);
        Span<byte> prefix = stackalloc byte[PrefixLength];
        if (stream.ReadAtLeast(prefix, PrefixLength, throwOnEndOfStream: false) < PrefixLength)
            throw header.Fault(
                "at least 8 bytes with the length of the header", ForeignContent.Of(stream) ?? $"a file of {stream.Length} bytes");

        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var available = (ulong)(stream.Length - PrefixLength);
        if (length > available)
            throw ForeignContent.Of(stream) is { } kind
                ? header.Fault("a safetensors file", kind)
                : header.Fault($"a header that fits into the file of {stream.Length} bytes", $"a header length of {length} bytes");
        if (length is < 2 or > MaximumLength)
            throw header.Fault(
                $"a header of 2 to {MaximumLength} bytes", ForeignContent.Of(stream) ?? $"a header length of {length} bytes");

        var json = new byte[(int)length];
        stream.ReadExactly(json);
        header.DataStart = PrefixLength + (long)length;
        try
        {
            header.Parse(json);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what the reader throws for strings that are not valid UTF-8 or UTF-16.
            throw new WeightFileException(path, "a header of valid JSON", json[^1] == 0 ? NulPadding : fault.Message, fault);
        }

        header.CheckTiling(stream.Length - header.DataStart);
        return header;
    }

    private void Parse(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Fault("a header that is a JSON object", reader.TokenType.ToString());

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == MetadataName)
                ParseMetadata(ref reader);
            else if (!_entries.TryAdd(name, ParseEntry(ref reader, name)))
                throw Fault("every tensor once", $"'{name}' twice");
        }

        // Reading on reports anything but white space after the object.
        reader.Read();
    }

    private void ParseMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject || _metadata.Count > 0)
            throw Fault($"one JSON object '{MetadataName}'", reader.TokenType.ToString());
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Fault($"text for '{key}' in '{MetadataName}'", reader.TokenType.ToString());
            if (!_metadata.TryAdd(key, reader.GetString()!))
                throw Fault($"every key of '{MetadataName}' once", $"'{key}' twice");
        }
    }

    private SafeTensorsEntry ParseEntry(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Fault($"a JSON object for tensor '{name}'", reader.TokenType.ToString());

        string? typeName = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            var isNew = key switch
            {
                "dtype" => typeName is null,
                "shape" => shape is null,
                "data_offsets" => offsets is null,
                _ => throw Fault($"dtype, shape and data_offsets for tensor '{name}'", $"'{key}'"),
            };
            if (!isNew)
                throw Fault($"every key of tensor '{name}' once", $"'{key}' twice");
            if (key == "dtype")
                typeName = reader.TokenType == JsonTokenType.String
                    ? reader.GetString()
                    : throw Fault($"text for dtype of tensor '{name}'", reader.TokenType.ToString());
            else if (key == "shape")
                shape = ParseNumbers(ref reader, name, key);
            else
                offsets = ParseNumbers(ref reader, name, key);
        }

        if (typeName is null || shape is null || offsets is null)
            throw Fault($"dtype, shape and data_offsets for tensor '{name}'", "only some of them");
        if (!WeightTypes.TryParse(typeName, out var type))
            throw Fault($"an element type of tensor '{name}' among {WeightTypes.Known}", $"'{typeName}'");
        return MakeEntry(name, type, shape, offsets);
    }

    private List<long> ParseNumbers(ref Utf8JsonReader reader, string name, string key)
    {
        var numbers = new List<long>();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Fault($"an array for {key} of tensor '{name}'", reader.TokenType.ToString());
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Fault(
                    $"whole numbers from 0 for {key} of tensor '{name}'",
                    reader.TokenType == JsonTokenType.Number ? "another number" : reader.TokenType.ToString());
            if (numbers.Count == MaximumRank)
                throw Fault($"at most {MaximumRank} numbers for {key} of tensor '{name}'", "more");
            numbers.Add(number);
        }

        return numbers;
    }

    private SafeTensorsEntry MakeEntry(string name, WeightType type, List<long> shape, List<long> offsets)
    {
        if (offsets.Count != 2 || offsets[0] > offsets[1])
            throw Fault($"two ascending data_offsets of tensor '{name}'", $"[{string.Join(", ", offsets)}]");

        var length = 1L;
        foreach (var size in shape)
        {
            // Each factor is checked before it is used, so the product cannot overflow a long.
            if (size > int.MaxValue || (length *= size) > int.MaxValue)
                throw Fault($"at most {int.MaxValue} elements in tensor '{name}'", $"the shape [{string.Join(", ", shape)}]");
        }

        var bytes = length * WeightTypes.SizeOf(type);
        if (offsets[1] - offsets[0] != bytes)
            throw Fault(
                $"{bytes} bytes for tensor '{name}' of type {WeightTypes.NameOf(type)} and shape [{string.Join(", ", shape)}]",
                $"{offsets[1] - offsets[0]} bytes");
        return new SafeTensorsEntry(name, type, [.. shape.Select(size => (int)size)], (int)length, offsets[0], offsets[1]);
    }

    private void CheckTiling(long dataLength)
    {
        var position = 0L;
        foreach (var entry in _entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != position)
                throw Fault(
                    $"tensor '{entry.Name}' to begin at byte {position} of the data",
                    $"byte {entry.Begin} ({(entry.Begin < position ? "overlap" : "gap")})");
            position = entry.End;
        }

        if (position != dataLength)
            throw Fault(
                $"{position} bytes of data", $"{dataLength} bytes{(dataLength < position ? ": the file is cut off, fetch it again" : "")}");
    }

    private WeightFileException Fault(string expected, string found) => new(_path, expected, found);
}
