namespace Viml.Engine.Weights.Torch;

/// <summary>The tensors of a checkpoint, bound to the bytes of their storages.</summary>
internal sealed class StoredTensors(string path, long fileLength)
{
    // Tensors may share a storage or repeat elements of it by strides of zero, so together they can be larger than the file.
    private const int MaximumGrowth = 4;
    private readonly Dictionary<string, StoredTensor> _tensors = new(StringComparer.Ordinal);
    private long _total;

    public IReadOnlyDictionary<string, StoredTensor> All => _tensors;

    /// <summary>Binds tensors to the blocks of their storages.</summary>
    /// <exception cref="WeightFileException">
    /// A storage has another length than the pickle says, or the tensors are far larger than the file.
    /// </exception>
    public void Add(IReadOnlyDictionary<string, TorchTensor> tensors, Func<TorchStorage, ByteBlock> open)
    {
        foreach (var (name, tensor) in tensors)
        {
            var storage = tensor.Storage;
            var (block, size) = (open(storage), WeightTypes.SizeOf(storage.Type));
            if (block.Length != storage.Count * size)
                throw new WeightFileException(
                    path, $"{storage.Count * size} bytes of storage '{storage.Key}' for tensor '{name}'", $"{block.Length}");
            _total += (long)tensor.Length * size;
            if (tensor.Length > fileLength || _total > MaximumGrowth * fileLength)
                throw new WeightFileException(
                    path, $"tensors that need at most {MaximumGrowth} times the file's {fileLength} bytes", $"more, at '{name}'");
            _tensors.Add(
                name,
                new StoredTensor(
                    path, name, storage.Type, tensor.Shape, tensor.Length, block, tensor.Offset * size,
                    IsContiguous(tensor) ? null : tensor.Strides));
        }
    }

    private static bool IsContiguous(TorchTensor tensor)
    {
        var step = 1L;
        for (var axis = tensor.Shape.Length - 1; axis >= 0; axis--)
        {
            if (tensor.Shape[axis] != 1 && tensor.Strides[axis] != step)
                return tensor.Length == 0;
            step *= tensor.Shape[axis];
        }

        return true;
    }
}
