using System.Globalization;
using System.Text.Json;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models;

namespace Viml.Training.Datasets;

/// <summary>
/// Base features of some clips by one encoder: <c>features/&lt;encoder&gt;/&lt;shard&gt;.safetensors</c>, one float16 tensor [time, width]
/// per clip id, the encoder's name, version and rate in the metadata. A shard is written once, whole or not at all.
/// </summary>
public static class FeatureShard
{
    private const string StampsKey = "stamps";

    /// <summary>The path of a shard inside a dataset folder.</summary>
    public static string PathOf(string folder, string encoder, string shard) =>
        Path.Combine(FolderOf(folder, encoder), shard + ".safetensors");

    /// <summary>The names of the shards of an encoder that exist, in ordinal order; none where the dataset has no features of it.</summary>
    public static IReadOnlyList<string> List(string folder, string encoder)
    {
        var path = FolderOf(folder, encoder);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.safetensors").Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Writes a shard, replacing one of that name.</summary>
    /// <exception cref="ArgumentException">
    /// A feature sequence has another width or rate than <paramref name="encoder"/>, or holds a number float16 cannot.
    /// </exception>
    public static void Write(string folder, DatasetEncoder encoder, string shard, IReadOnlyDictionary<string, FeatureSequence> features) =>
        Write(folder, encoder, shard, features, stamps: null);

    /// <summary>Writes a shard with what its features were made of.</summary>
    /// <inheritdoc cref="Write(string, DatasetEncoder, string, IReadOnlyDictionary{string, FeatureSequence})" path="/exception"/>
    internal static void Write(
        string folder, DatasetEncoder encoder, string shard, IReadOnlyDictionary<string, FeatureSequence> features,
        IReadOnlyDictionary<string, string>? stamps)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(features);
        var writer = new SafeTensorsWriter();
        writer.Metadata["encoder"] = encoder.Name;
        writer.Metadata["version"] = encoder.Version;
        writer.Metadata["rate"] = encoder.Rate.ToString("R", CultureInfo.InvariantCulture);
        if (stamps is not null) writer.Metadata[StampsKey] = JsonSerializer.Serialize(stamps);
        foreach (var (id, sequence) in features)
        {
            if (sequence.Width != encoder.Width || sequence.Rate != encoder.Rate)
                throw new ArgumentException(FormattableString.Invariant(
                    $"Features of '{id}' are {sequence.Width} wide at {sequence.Rate}/s, not {encoder.Width} at {encoder.Rate}/s."));
            foreach (var value in sequence.Values)
                if (!(Math.Abs(value) <= (float)Half.MaxValue))
                    throw new ArgumentException(FormattableString.Invariant($"Features of '{id}' hold {value}, which float16 cannot."));
            writer.Add(id, Tensor.From(sequence.Values, sequence.Time, sequence.Width), WeightType.F16);
        }
        var path = PathOf(folder, encoder.Name, shard);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        writer.Save(path);
    }

    /// <summary>Reads every clip of a shard.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static IReadOnlyDictionary<string, FeatureSequence> Read(string folder, DatasetEncoder encoder, string shard)
    {
        using var file = Open(folder, encoder, shard);
        var features = new Dictionary<string, FeatureSequence>();
        foreach (var id in file.Names)
        {
            var values = new float[file.Shape(id)[0] * encoder.Width];
            file.Read(id, values);
            features[id] = new FeatureSequence(values, file.Shape(id)[0], encoder.Width, encoder.Rate);
        }
        return features;
    }

    /// <summary>Opens a shard and checks what it is.</summary>
    /// <exception cref="DatasetException">
    /// The shard is missing, was made by another encoder, version or rate, or a tensor has another shape or type.
    /// </exception>
    /// <exception cref="WeightFileException">The file is not a well-formed safetensors file.</exception>
    internal static SafeTensorsFile Open(string folder, DatasetEncoder encoder, string shard)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var path = PathOf(folder, encoder.Name, shard);
        if (!File.Exists(path))
            throw new DatasetException(path, null, $"a shard of the encoder '{encoder.Name}'", "no such file");
        var file = SafeTensorsFile.Open(path);
        try
        {
            Expect(path, file, "encoder", encoder.Name);
            Expect(path, file, "version", encoder.Version);
            Expect(path, file, "rate", encoder.Rate.ToString("R", CultureInfo.InvariantCulture));
            foreach (var id in file.Names)
                if (file.Shape(id) is not [_, var width] || width != encoder.Width || file.Type(id) != WeightType.F16)
                    throw new DatasetException(path, null, $"F16 [time, {encoder.Width}] for the clip '{id}'",
                        $"{file.Type(id)} [{string.Join(", ", file.Shape(id))}]");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The folder of the shards of an encoder.</summary>
    internal static string FolderOf(string folder, string encoder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(encoder);
        return Path.Combine(folder, "features", encoder);
    }

    /// <summary>What the features of each clip were made of; empty where the shard does not say.</summary>
    /// <exception cref="DatasetException">It says it in another way.</exception>
    internal static IReadOnlyDictionary<string, string> StampsOf(SafeTensorsFile file)
    {
        if (!file.Metadata.TryGetValue(StampsKey, out var json)) return new Dictionary<string, string>();
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        }
        catch (JsonException error)
        {
            throw new DatasetException(file.Path, null, $"a JSON object in '{StampsKey}'", error.Message, error);
        }
    }

    private static void Expect(string path, SafeTensorsFile file, string key, string value)
    {
        if (file.Metadata.GetValueOrDefault(key) is var found && found != value)
            throw new DatasetException(path, null, $"features by {key} '{value}'",
                $"{(found is null ? $"no {key} in the metadata" : $"'{found}'")}; delete the folder to make them anew");
    }
}
