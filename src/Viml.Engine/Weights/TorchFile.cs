using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Weights;

/// <summary>
/// The tensors of a PyTorch checkpoint or a TorchScript archive, memory-mapped. A name is the path to the tensor through dictionaries,
/// lists and modules, joined by dots. Thread-safe for reading. Made by <see cref="TorchCheckpoint.Open"/>.
/// </summary>
internal sealed class TorchFile : IWeightFile
{
    private readonly MappedFile _map;
    private readonly IReadOnlyDictionary<string, StoredTensor> _tensors;
    private readonly IReadOnlyDictionary<string, StoredTensor> _constants;

    internal TorchFile(
        string path, MappedFile map, IReadOnlyDictionary<string, StoredTensor> tensors, IReadOnlyDictionary<string, StoredTensor> constants)
    {
        (Path, _map, _tensors, _constants) = (path, map, tensors, constants);
        Names = [.. tensors.Keys.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of tensors among the constants of a TorchScript archive's code; 0 for checkpoints.</summary>
    public int ConstantCount => _constants.Count;

    /// <inheritdoc/>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape(string name) => Entry(name).Shape;

    /// <inheritdoc/>
    public WeightType Type(string name) => Entry(name).Type;

    /// <summary>
    /// The tensor as float32. Contiguous F32 data that is aligned in the file, as in zip checkpoints, is not copied: the tensor is a
    /// copy-on-write view of the map and stays valid after <see cref="Dispose"/>. Everything else is converted into new memory.
    /// </summary>
    /// <exception cref="WeightFileException">
    /// There is no tensor of this name, or the CRC-32 of its storage in the zip archive is wrong.
    /// </exception>
    public Tensor Read(string name) => Entry(name).Read();

    /// <summary>The tensor with this index among the constants of a TorchScript archive's code.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this index.</exception>
    public Tensor ReadConstant(int index) =>
        _constants.TryGetValue(FormattableString.Invariant($"{index}"), out var constant)
            ? constant.Read()
            : throw WeightFileException.NoTensor(Path, $"constant {index}", [.. _constants.Keys]);

    /// <summary>The values of a tensor of whole numbers in new memory.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name, or it does not hold whole numbers.</exception>
    public long[] ReadInt64(string name) => Entry(name).ReadInt64();

    /// <inheritdoc/>
    public void CopyTo(string name, Stream destination) => Entry(name).CopyTo(destination);

    /// <summary>Ends reading. Tensors that were read stay valid.</summary>
    public void Dispose() => _map.Dispose();

    private StoredTensor Entry(string name) => _tensors.GetValueOrDefault(name) ?? throw WeightFileException.NoTensor(Path, name, Names);
}
