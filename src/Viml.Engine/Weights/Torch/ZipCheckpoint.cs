using Viml.Engine.Kernels;

namespace Viml.Engine.Weights.Torch;

/// <summary>
/// A zip checkpoint (PyTorch from 1.6) or a TorchScript archive: <c>NAME/data.pkl</c>, one entry <c>NAME/data/KEY</c> per storage, and in
/// TorchScript <c>NAME/constants.pkl</c> with <c>NAME/constants/KEY</c>. Code in the archive is not read.
/// </summary>
internal sealed class ZipCheckpoint
{
    private const string Main = "/data.pkl", Constants = "/constants.pkl";
    private readonly string _path;
    private readonly ZipDirectory _zip;
    private readonly Allowance _allowance;
    private readonly string _root;
    private readonly bool _isScript;

    public ZipCheckpoint(string path, MappedFile map, long length, Allowance allowance)
    {
        (_path, _allowance) = (path, allowance);
        _zip = ZipDirectory.Read(path, map, length, allowance);
        var roots = _zip.Entries.Keys.Where(
            name =>
                name.EndsWith(Main, StringComparison.Ordinal)
                    && name.IndexOf('/', StringComparison.Ordinal) == name.Length - Main.Length).ToList();
        if (roots.Count != 1)
            throw new WeightFileException(
                path, "one entry NAME/data.pkl in the zip archive",
                $"{roots.Count} among {_zip.Entries.Count} entries{(roots.Count == 0 ? Example() : "")}");
        _root = roots[0][..^Main.Length];
        _isScript = _zip.Entries.ContainsKey(_root + Constants);
        if (_zip.Entries.TryGetValue(_root + "/byteorder", out var order)
            && !_zip.Open(order).Bytes(0, (int)Math.Min(order.Length, 16)).SequenceEqual("little"u8))
            throw new WeightFileException(path, "little-endian data", "another byte order");
    }

    private string Example() => _zip.Entries.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } first
        ? $", such as '{first}': this archive is no checkpoint, perhaps one is in it"
        : "";

    public void Read(StoredTensors tensors, StoredTensors constants)
    {
        AddTensors(Main, "/data/", tensors);
        if (_isScript)
            AddTensors(Constants, "/constants/", constants);
    }

    private void AddTensors(string pickle, string folder, StoredTensors tensors)
    {
        var entry = _zip.Entries[_root + pickle];
        var block = _zip.Open(entry);
        if (block.Length > Array.MaxLength)
            throw new WeightFileException(_path, $"'{entry.Name}' of at most {Array.MaxLength} bytes", $"{block.Length}");
        var root = new PickleInterpreter(_path, entry.Name, 0, block.Bytes(0, (int)block.Length), _isScript, _allowance).Run();
        var blocks = new Dictionary<string, ByteBlock>(StringComparer.Ordinal);
        tensors.Add(TensorNames.Of(root, _path, _allowance), storage =>
        {
            if (blocks.TryGetValue(storage.Key, out var known))
                return known;
            if (!_zip.Entries.TryGetValue(_root + folder + storage.Key, out var data))
                throw new WeightFileException(_path, $"the entry '{_root}{folder}{storage.Key}'", "no such entry");
            return blocks[storage.Key] = _zip.Open(data);
        });
    }
}
