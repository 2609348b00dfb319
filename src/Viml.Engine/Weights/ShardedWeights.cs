using System.Text.Json;
using Viml.Engine.Tensors;

namespace Viml.Engine.Weights;

/// <summary>
/// The tensors of a model that is spread over several safetensors files beside a <c>*.safetensors.index.json</c>, whose <c>weight_map</c>
/// says which file has which tensor.
/// </summary>
public sealed class ShardedWeights : IWeightFile
{
    private const int MaximumIndexBytes = 64_000_000;

    private readonly Dictionary<string, SafeTensorsFile> _fileOf = new(StringComparer.Ordinal);
    private readonly List<SafeTensorsFile> _files = [];

    private ShardedWeights(string path, IReadOnlyDictionary<string, string> map)
    {
        Path = path;
        try
        {
            foreach (var shard in map.GroupBy(pair => pair.Value, pair => pair.Key))
                Add(shard.Key, [.. shard]);
        }
        catch
        {
            Dispose();
            throw;
        }
        Names = [.. map.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The index, for error messages.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the index and opens and checks every file it names.</summary>
    /// <exception cref="WeightFileException">
    /// The index is not of this form, names a file outside its own folder or none, or a file does not have exactly the tensors the index
    /// says.
    /// </exception>
    public static ShardedWeights Open(string indexPath)
    {
        var length = new FileInfo(indexPath).Length;
        if (length > MaximumIndexBytes)
            throw new WeightFileException(indexPath, $"an index of at most {MaximumIndexBytes} bytes", $"{length}");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(indexPath));
            var map = json.RootElement.GetProperty("weight_map").Deserialize<Dictionary<string, string>>();
            return new ShardedWeights(indexPath, map ?? []);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new WeightFileException(indexPath, "JSON with the file of each tensor under 'weight_map'", error.Message, error);
        }
    }

    /// <inheritdoc/>
    public bool Contains(string name) => _fileOf.ContainsKey(name);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape(string name) => FileOf(name).Shape(name);

    /// <inheritdoc/>
    public WeightType Type(string name) => FileOf(name).Type(name);

    /// <inheritdoc/>
    public Tensor Read(string name) => FileOf(name).Read(name);

    /// <inheritdoc/>
    public void CopyTo(string name, Stream destination) => FileOf(name).CopyTo(name, destination);

    /// <summary>Ends reading. Tensors that were read stay valid.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private void Add(string fileName, string[] names)
    {
        if (fileName.Length == 0 || fileName is "." or ".." || fileName.AsSpan().ContainsAny('/', '\\', '\0'))
            throw new WeightFileException(Path, "files of the same folder", $"'{fileName}'");
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, fileName);
        if (!File.Exists(path))
            throw new WeightFileException(Path, $"the file '{fileName}' beside it, which it names", "none: fetch all files of the model");
        var file = SafeTensorsFile.Open(path);
        _files.Add(file);
        var wrong = names.Where(name => !file.Contains(name)).Select(name => $"no '{name}'")
            .Concat(file.Names.Except(names).Select(name => $"'{name}' in addition")).Take(5).ToArray();
        if (wrong.Length > 0)
            throw new WeightFileException(path, $"the {names.Length} tensors that '{Path}' says", string.Join("; ", wrong));
        foreach (var name in names)
            _fileOf.Add(name, file);
    }

    private SafeTensorsFile FileOf(string name) =>
        _fileOf.GetValueOrDefault(name) ?? throw new WeightFileException(Path, $"a tensor named '{name}'", $"{Names.Count} others");
}
