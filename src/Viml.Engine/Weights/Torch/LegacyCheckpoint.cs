using System.Buffers.Binary;
using Viml.Engine.Kernels;

namespace Viml.Engine.Weights.Torch;

/// <summary>
/// A checkpoint as PyTorch before 1.6 wrote it: five pickles (magic number, version, system, the object, the keys of its storages), then
/// for each key a count of elements in 8 bytes and the elements.
/// </summary>
internal sealed class LegacyCheckpoint(string path, MappedFile map, long length, Allowance allowance)
{
    private const long FormatVersion = 1001;
    private static readonly Int128 Magic = new(0x1950, 0xa86a20f9469cfc6c);
    private long _position;

    public void Read(StoredTensors tensors)
    {
        Expect("the magic number of a PyTorch checkpoint", Next() is Int128 number && number == Magic);
        Expect($"protocol version {FormatVersion}", Next() is FormatVersion);
        Expect("a little-endian system", Next() is PickleDict system && system.Entries.GetValueOrDefault("little_endian") is true);
        var root = TensorNames.Of(Next(), path, allowance);
        var keys = Next() is PickleList list ? list.Items : throw new WeightFileException(path, "a list of storage keys", "something else");

        var storages = new Dictionary<string, TorchStorage>(StringComparer.Ordinal);
        foreach (var tensor in root.Values)
            storages.TryAdd(tensor.Storage.Key, tensor.Storage);
        var blocks = new Dictionary<string, ByteBlock>(StringComparer.Ordinal);
        foreach (var item in keys)
        {
            if (item is not string key || !storages.TryGetValue(key, out var storage))
                throw new WeightFileException(path, "keys of the storages of the tensors", TorchObjects.Describe(item));
            if (length - _position < sizeof(long))
                throw new WeightFileException(
                    path, $"the length of storage '{key}' at byte {_position}", $"a file of {length} bytes (is it complete?)");
            var count = BinaryPrimitives.ReadInt64LittleEndian(map.Bytes(_position, sizeof(long)));
            var size = WeightTypes.SizeOf(storage.Type);
            _position += sizeof(long);
            if (count != storage.Count || count > (length - _position) / size)
                throw new WeightFileException(
                    path, $"{storage.Count} elements of storage '{key}' at byte {_position}",
                    $"{count}, and {length - _position} bytes until the end of the file (is it complete?)");
            if (!blocks.TryAdd(key, new ByteBlock(map, _position, count * size)))
                throw new WeightFileException(path, "every storage once", $"'{key}' twice");
            _position += count * size;
        }

        if (_position != length)
            throw new WeightFileException(path, $"the end of the file at byte {_position}", $"{length - _position} more bytes");
        tensors.Add(
            root,
            storage =>
                blocks.GetValueOrDefault(storage.Key)
                    ?? throw new WeightFileException(path, $"the data of storage '{storage.Key}'", "none"));
    }

    private object? Next()
    {
        var rest = map.Bytes(_position, (int)Math.Min(length - _position, Array.MaxLength));
        var pickle = new PickleInterpreter(path, "", _position, rest, false, allowance);
        var value = pickle.Run();
        _position += pickle.Position;
        return value;
    }

    private void Expect(string expected, bool holds)
    {
        if (!holds)
            throw new WeightFileException(path, $"{expected} before byte {_position}", "something else");
    }
}
