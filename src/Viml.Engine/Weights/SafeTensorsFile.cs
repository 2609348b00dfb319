using System.Runtime.InteropServices;
using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Weights;

/// <summary>
/// A safetensors file, memory-mapped. The whole header is checked when the file is opened, before any tensor is read. Format:
/// https://huggingface.co/docs/safetensors. Thread-safe for reading.
/// </summary>
public sealed class SafeTensorsFile : IWeightSource, IDisposable
{
    private readonly SafeTensorsHeader _header;
    private readonly MappedFile _map;

    private SafeTensorsFile(string path, SafeTensorsHeader header, MappedFile map)
    {
        Path = path;
        _header = header;
        _map = map;
        Names = [.. header.Entries.Keys.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The free text entries of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens and checks a file.</summary>
    /// <exception cref="WeightFileException">The content is not a well-formed safetensors file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafeTensorsFile Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var header = SafeTensorsHeader.Read(stream, path);
        return new SafeTensorsFile(path, header, new MappedFile(stream));
    }

    /// <inheritdoc/>
    public bool Contains(string name) => _header.Entries.ContainsKey(name);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape(string name) => Entry(name).Shape;

    /// <summary>The element type in which a tensor is stored.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    public WeightType Type(string name) => Entry(name).Type;

    /// <summary>
    /// The tensor as float32. F32 data that lies aligned in the file is not copied: the tensor is a view of the map (copy-on-write, so it
    /// may be changed without changing the file) and stays valid after <see cref="Dispose"/>. Everything else is converted into new memory.
    /// </summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    public Tensor Read(string name)
    {
        var entry = Entry(name);
        var offset = _header.DataStart + entry.Begin;
        if (entry.Type == WeightType.F32 && entry.Length > 0 && MappedFile.IsAligned<float>(offset))
            return Tensor.From(_map.Share<float>(offset, entry.Length), entry.Shape);

        var values = new float[entry.Length];
        WeightConversion.ToSingle(entry.Type, Bytes(entry), values);
        return Tensor.From(values, entry.Shape);
    }

    /// <summary>Converts a tensor to float32 into memory of the caller, which must hold exactly its elements.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    public void Read(string name, Span<float> destination)
    {
        var entry = Entry(name);
        if (destination.Length != entry.Length)
            throw new ArgumentException($"Tensor '{name}' has {entry.Length} elements, the destination {destination.Length}.", nameof(destination));
        WeightConversion.ToSingle(entry.Type, Bytes(entry), destination);
    }

    /// <summary>The values of an I64, I32, U8 or BOOL tensor in new memory.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name, or it does not hold whole numbers.</exception>
    public long[] ReadInt64(string name)
    {
        var entry = Entry(name);
        var bytes = Bytes(entry);
        var values = new long[entry.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = entry.Type switch
            {
                WeightType.I64 => MemoryMarshal.Read<long>(bytes[(8 * i)..]),
                WeightType.I32 => MemoryMarshal.Read<int>(bytes[(4 * i)..]),
                WeightType.U8 or WeightType.Bool => bytes[i],
                _ => throw new WeightFileException(Path, $"whole numbers in tensor '{name}'", WeightTypes.NameOf(entry.Type)),
            };
        }

        return values;
    }

    /// <summary>The values of a U8 or BOOL tensor in new memory.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name, or it does not hold bytes.</exception>
    public byte[] ReadBytes(string name)
    {
        var entry = Entry(name);
        if (entry.Type is not (WeightType.U8 or WeightType.Bool))
            throw new WeightFileException(Path, $"bytes in tensor '{name}'", WeightTypes.NameOf(entry.Type));
        return Bytes(entry).ToArray();
    }

    /// <summary>Ends reading. Tensors that were read stay valid.</summary>
    public void Dispose() => _map.Dispose();

    private ReadOnlySpan<byte> Bytes(SafeTensorsEntry entry)
    {
        var bytes = entry.End - entry.Begin;
        if (bytes > Array.MaxLength)
            throw new WeightFileException(Path, $"at most {Array.MaxLength} bytes in tensor '{entry.Name}' for conversion", $"{bytes} bytes");
        return _map.Bytes(_header.DataStart + entry.Begin, (int)bytes);
    }

    private SafeTensorsEntry Entry(string name) =>
        _header.Entries.TryGetValue(name, out var entry)
            ? entry
            : throw new WeightFileException(Path, $"a tensor named '{name}'", $"{Names.Count} tensors: {string.Join(", ", Names.Take(20))}{(Names.Count > 20 ? ", ..." : "")}");
}
