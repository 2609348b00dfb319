using Viml.Engine.Weights;

namespace Viml.Training.Datasets;

/// <summary>
/// The features of all shards of an encoder, memory-mapped: a clip takes memory while a batch has it. The files stay open for as long as
/// any of its rows is in use. Thread-safe.
/// </summary>
internal sealed class MappedFeatures
{
    private readonly Dictionary<string, StoredFeatures> _rows = new(StringComparer.Ordinal);

    private MappedFeatures(DatasetEncoder encoder) => Encoder = encoder;

    /// <summary>What made them.</summary>
    public DatasetEncoder Encoder { get; }

    /// <summary>Clips that have features.</summary>
    public int Count => _rows.Count;

    /// <summary>Opens every shard and checks its head.</summary>
    /// <exception cref="DatasetException">There is no shard, one is of another encoder, or a clip is in two of them.</exception>
    /// <exception cref="WeightFileException">A file is not a well-formed safetensors file.</exception>
    public static MappedFeatures Open(string folder, DatasetEncoder encoder)
    {
        var shards = FeatureShard.List(folder, encoder.Name);
        if (shards.Count == 0)
            throw new DatasetException(
                FeatureShard.FolderOf(folder, encoder.Name), null, $"shards of the encoder '{encoder.Name}'", "none");
        var features = new MappedFeatures(encoder);
        foreach (var shard in shards) features.Add(FeatureShard.Open(folder, encoder, shard));
        return features;
    }

    /// <summary>The features of a clip; null where it has none.</summary>
    public StoredFeatures? Find(string id) => _rows.GetValueOrDefault(id);

    private void Add(SafeTensorsFile file)
    {
        foreach (var id in file.Names)
            if (!_rows.TryAdd(id, new StoredFeatures(new MappedRows(file, id, Encoder))))
                throw new DatasetException(file.Path, null, "every clip in one shard", $"'{id}' again");
    }
}
