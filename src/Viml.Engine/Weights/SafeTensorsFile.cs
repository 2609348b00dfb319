using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Weights;

/// <summary>
/// A safetensors file, memory-mapped. The whole header is checked when the file is opened, before any tensor is read. Format:
/// https://huggingface.co/docs/safetensors. Thread-safe for reading.
/// </summary>
public sealed class SafeTensorsFile : IWeightFile
{
    private readonly Dictionary<string, StoredTensor> _tensors = new(StringComparer.Ordinal);
    private readonly MappedFile _map;

    private SafeTensorsFile(string path, SafeTensorsHeader header, MappedFile map, long length)
    {
        Path = path;
        Metadata = header.Metadata;
        _map = map;
        var data = new ByteBlock(map, header.DataStart, length - header.DataStart);
        foreach (var (name, entry) in header.Entries)
            _tensors.Add(name, new StoredTensor(path, name, entry.Type, entry.Shape, entry.Length, data, entry.Begin));
        Names = [.. _tensors.Keys.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The free text entries of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens and checks a file.</summary>
    /// <exception cref="WeightFileException">The content is not a well-formed safetensors file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafeTensorsFile Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var header = SafeTensorsHeader.Read(stream, path);
        return new SafeTensorsFile(path, header, new MappedFile(stream), stream.Length);
    }

    /// <inheritdoc/>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape(string name) => Entry(name).Shape;

    /// <inheritdoc/>
    public WeightType Type(string name) => Entry(name).Type;

    /// <summary>
    /// The tensor as float32. F32 data that is aligned in the file is not copied: the tensor is a view of the map (copy-on-write, so it
    /// may be changed without changing the file) and stays valid after <see cref="Dispose"/>. Everything else is converted into new memory.
    /// </summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    public Tensor Read(string name) => Entry(name).Read();

    /// <summary>Converts a tensor to float32 into memory of the caller, which must hold exactly its elements.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    public void Read(string name, Span<float> destination)
    {
        var entry = Entry(name);
        if (destination.Length != entry.Length)
            throw new ArgumentException(
                $"Tensor '{name}' has {entry.Length} elements, the destination {destination.Length}.", nameof(destination));
        entry.Read(destination);
    }

    /// <summary>
    /// Converts the elements of a tensor from <paramref name="first"/> on, row-major, to float32 into memory of the caller: as many as it
    /// takes.
    /// </summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor ends before.</exception>
    public void Read(string name, int first, Span<float> destination)
    {
        var entry = Entry(name);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, entry.Length - destination.Length);
        entry.ReadFrom(first, destination);
    }

    /// <summary>The values of a tensor of whole numbers in new memory.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name, or it does not hold whole numbers.</exception>
    public long[] ReadInt64(string name) => Entry(name).ReadInt64();

    /// <summary>The values of a U8 or BOOL tensor in new memory.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name, or it does not hold bytes.</exception>
    public byte[] ReadBytes(string name)
    {
        var entry = Entry(name);
        if (entry.Type is not (WeightType.U8 or WeightType.Bool))
            throw new WeightFileException(Path, $"bytes in tensor '{name}'", WeightTypes.NameOf(entry.Type));
        return entry.Block.Bytes(entry.Begin, entry.Length).ToArray();
    }

    /// <inheritdoc/>
    public void CopyTo(string name, Stream destination) => Entry(name).CopyTo(destination);

    /// <summary>Ends reading. Tensors that were read stay valid.</summary>
    public void Dispose() => _map.Dispose();

    private StoredTensor Entry(string name) => _tensors.GetValueOrDefault(name) ?? throw WeightFileException.NoTensor(Path, name, Names);
}
