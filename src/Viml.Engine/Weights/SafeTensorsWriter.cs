using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Viml.Engine.Files;
using Viml.Engine.Tensors;

namespace Viml.Engine.Weights;

/// <summary>
/// Collects named tensors and writes them as one safetensors file. The same tensors and metadata give the same bytes, in whatever order
/// they were added: wide element types come first, so that everything is aligned, and names of one type in ordinal order.
/// </summary>
public sealed class SafeTensorsWriter
{
    private const int HeaderAlignment = 8;
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, (WeightType Type, int[] Shape, Action<Stream> Write)> _entries = new(StringComparer.Ordinal);

    /// <summary>Free text entries for the header.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Adds a tensor as <see cref="WeightType.F32"/> or <see cref="WeightType.F16"/>. The values are read when the file is saved.
    /// </summary>
    /// <exception cref="ArgumentException">The name is already taken or the type is another.</exception>
    public void Add(string name, Tensor tensor, WeightType type = WeightType.F32)
    {
        if (type is not (WeightType.F32 or WeightType.F16))
            throw new ArgumentException($"Float tensors are written as F32 or F16, not {type}.", nameof(type));
        Add(name, type, tensor.Shape, tensor.Length, stream => WriteSingle(stream, tensor.Memory.Span, type));
    }

    /// <summary>Adds whole numbers as <see cref="WeightType.I64"/>.</summary>
    /// <exception cref="ArgumentException">The name is already taken or the shape does not hold the values.</exception>
    public void Add(string name, long[] values, params ReadOnlySpan<int> shape) =>
        Add(name, WeightType.I64, shape, values.Length, stream => stream.Write(MemoryMarshal.AsBytes<long>(values)));

    /// <summary>Adds bytes as <see cref="WeightType.U8"/>.</summary>
    /// <exception cref="ArgumentException">The name is already taken or the shape does not hold the values.</exception>
    public void Add(string name, byte[] values, params ReadOnlySpan<int> shape) =>
        Add(name, WeightType.U8, shape, values.Length, stream => stream.Write(values));

    /// <summary>
    /// Adds a tensor of another file in the type in which it is stored there. The file must stay open until this one is saved.
    /// </summary>
    /// <exception cref="ArgumentException">The name is already taken.</exception>
    /// <exception cref="WeightFileException">The other file has no tensor of this name.</exception>
    public void Add(string name, IWeightFile source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int[] shape = [.. source.Shape(name)];
        Add(name, source.Type(name), shape, shape.Aggregate(1, (product, size) => product * size), stream => source.CopyTo(name, stream));
    }

    /// <summary>Writes the file. It is complete or not there at all: see <see cref="PendingFile"/>.</summary>
    /// <exception cref="IOException">The folder is missing, not writable or full.</exception>
    public void Save(string path) => PendingFile.Write(path, Write);

    /// <summary>Writes the file's bytes to a stream, which stays open.</summary>
    public void Write(Stream stream)
    {
        var entries = _entries.OrderByDescending(pair => WeightTypes.SizeOf(pair.Value.Type)).ThenBy(
            pair => pair.Key, StringComparer.Ordinal).ToArray();
        var header = Header(entries);
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var (_, entry) in entries)
            entry.Write(stream);
    }

    private void Add(string name, WeightType type, ReadOnlySpan<int> shape, int length, Action<Stream> write)
    {
        var product = 1L;
        foreach (var size in shape)
            product *= size;
        if (product != length)
            throw new ArgumentException(
                $"Tensor '{name}': the shape [{string.Join(", ", shape.ToArray())}] does not hold {length} values.", nameof(shape));
        if (name == "__metadata__" || !_entries.TryAdd(name, (type, shape.ToArray(), write)))
            throw new ArgumentException($"Tensor '{name}' exists already.", nameof(name));
    }

    private byte[] Header(KeyValuePair<string, (WeightType Type, int[] Shape, Action<Stream> Write)>[] entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in Metadata)
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            var position = 0L;
            foreach (var (name, (type, shape, _)) in entries)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", WeightTypes.NameOf(type));
                WriteNumbers(json, "shape", shape.Select(size => (long)size));
                var end = position + shape.Aggregate(1L, (product, size) => product * size) * WeightTypes.SizeOf(type);
                WriteNumbers(json, "data_offsets", [position, end]);
                json.WriteEndObject();
                position = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % HeaderAlignment != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IEnumerable<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    /// <summary>Writes in pieces, because the bytes of a large tensor do not fit one span.</summary>
    private static void WriteSingle(Stream stream, ReadOnlySpan<float> values, WeightType type)
    {
        const int Piece = 1 << 16;
        Span<byte> halves = type == WeightType.F16 ? new byte[2 * Math.Min(Piece, values.Length)] : [];
        for (var start = 0; start < values.Length; start += Piece)
        {
            var piece = values[start..Math.Min(start + Piece, values.Length)];
            if (type == WeightType.F32)
            {
                stream.Write(MemoryMarshal.AsBytes(piece));
                continue;
            }

            WeightConversion.ToHalf(piece, halves);
            stream.Write(halves[..(2 * piece.Length)]);
        }
    }
}
