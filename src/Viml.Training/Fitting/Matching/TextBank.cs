using System.Security.Cryptography;
using System.Text;
using Viml.Engine.Kernels;
using Viml.Engine.Signal;
using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting.Matching;

/// <summary>
/// The steps of every text of a training, encoded once and kept in shards of the work folder, rounded to float16. A text of more steps than
/// the model takes is resampled here as the model would.
/// </summary>
/// <param name="work">The work folder.</param>
/// <param name="encoder">The text encoder.</param>
/// <param name="most">Steps that the model takes.</param>
internal sealed class TextBank(string work, ITextEncoder encoder, int most)
{
    private const int TextsPerShard = 2048;

    private readonly Dictionary<string, Half[]> _texts = [];
    private readonly DatasetEncoder _view = new($"texts-{encoder.Name}-{most}", encoder.Version, encoder.Width, 0);

    /// <summary>Encodes texts, or reads them where they were encoded before.</summary>
    public void Add(IEnumerable<string> texts, CancellationToken cancellation)
    {
        foreach (var members in texts.Distinct().Order(StringComparer.Ordinal).Chunk(TextsPerShard))
        {
            var shard = Hash(string.Join('\n', members));
            if (!File.Exists(FeatureShard.PathOf(work, _view.Name, shard))) Encode(members, shard, cancellation);
            var kept = FeatureShard.Read(work, _view, shard);
            foreach (var text in members) _texts[text] = MusicWindows.ToHalf(kept[Hash(text)].Values);
        }
    }

    /// <summary>The steps of a text that was added, one after the other.</summary>
    public float[] this[string text] => Array.ConvertAll(_texts[text], value => (float)value);

    /// <summary>The steps of a text that need not be kept.</summary>
    public float[] Encode(string text)
    {
        var steps = encoder.EncodeSteps(text);
        if (steps.Time <= most) return steps.Values;
        var fewer = new float[most * encoder.Width];
        FeatureResampler.Resample(steps.Values, encoder.Width, fewer);
        return fewer;
    }

    private void Encode(string[] texts, string shard, CancellationToken cancellation)
    {
        var steps = new FeatureSequence[texts.Length];
        Parallelism.For(texts.Length, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            var values = Encode(texts[i]);
            steps[i] = new FeatureSequence(values, values.Length / encoder.Width, encoder.Width, 0);
        });
        FeatureShard.Write(work, _view, shard, texts.Zip(steps).ToDictionary(pair => Hash(pair.First), pair => pair.Second));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];
}
