using System.Security.Cryptography;
using System.Text;
using Viml.Engine.Signal;
using Viml.Engine.Weights;
using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting.Matching;

/// <summary>
/// The steps of every text of a training, encoded once and kept in shards, memory-mapped and rounded to float16. A text of more steps than
/// the model takes is resampled here as the model would.
/// </summary>
/// <param name="folder">The work folder, or that of a dataset.</param>
/// <param name="encoder">The text encoder.</param>
/// <param name="most">Steps that the model takes.</param>
internal sealed class TextBank(string folder, ITextEncoder encoder, int most)
{
    private const int TextsPerShard = 2048, TextsAtOnce = 128;

    private readonly DatasetEncoder _view = new($"texts-{encoder.Name}-{most}", encoder.Version, encoder.Width, 0);
    private Dictionary<string, StoredFeatures>? _texts; // by hash

    /// <summary>Encodes texts that were not encoded before.</summary>
    public void Add(IEnumerable<string> texts, CancellationToken cancellation, Action<int, int>? progress = null)
    {
        _texts ??= ReadAll();
        string[] missing = [.. texts.Distinct().Where(text => !_texts.ContainsKey(Hash(text))).Order(StringComparer.Ordinal)];
        var done = 0;
        foreach (var members in missing.Chunk(TextsPerShard))
        {
            progress?.Invoke(done, missing.Length);
            var shard = Hash($"{encoder.Version}\n{string.Join('\n', members)}");
            Encode(members, shard, cancellation);
            Read(_texts, FeatureShard.Open(folder, _view, shard));
            done += members.Length;
        }
    }

    /// <summary>The steps of a text that was added, one after the other.</summary>
    public float[] this[string text] => Find(text).Read().Values;

    /// <summary>The steps of a text that was added, where they are kept.</summary>
    public StoredFeatures Find(string text) => _texts![Hash(text)];

    /// <summary>The steps of a text that need not be kept.</summary>
    public float[] Encode(string text) => AtMost(encoder.EncodeSteps(text)).Values;

    /// <summary>What was encoded before. Shards of other versions of the encoder are of other trainings.</summary>
    private Dictionary<string, StoredFeatures> ReadAll()
    {
        var texts = new Dictionary<string, StoredFeatures>(StringComparer.Ordinal);
        foreach (var shard in FeatureShard.List(folder, _view.Name))
        {
            using (var head = SafeTensorsFile.Open(FeatureShard.PathOf(folder, _view.Name, shard)))
                if (head.Metadata.GetValueOrDefault("version") != _view.Version) continue;
            Read(texts, FeatureShard.Open(folder, _view, shard));
        }
        return texts;
    }

    private void Read(Dictionary<string, StoredFeatures> texts, SafeTensorsFile file)
    {
        foreach (var hash in file.Names) texts.TryAdd(hash, new StoredFeatures(new MappedRows(file, hash, _view)));
    }

    private void Encode(string[] texts, string shard, CancellationToken cancellation)
    {
        var steps = new Dictionary<string, FeatureSequence>();
        foreach (var part in texts.Chunk(TextsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (text, encoded) in part.Zip(encoder.EncodeStepsAll(part))) steps[Hash(text)] = AtMost(encoded);
        }
        FeatureShard.Write(folder, _view, shard, steps);
    }

    private FeatureSequence AtMost(FeatureSequence steps)
    {
        if (steps.Time <= most) return steps;
        var fewer = new float[most * encoder.Width];
        FeatureResampler.Resample(steps.Values, encoder.Width, fewer);
        return new FeatureSequence(fewer, most, encoder.Width, steps.Rate);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];
}
