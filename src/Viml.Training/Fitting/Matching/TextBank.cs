using System.Security.Cryptography;
using System.Text;
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
    private const int TextsPerShard = 2048, TextsAtOnce = 128;

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
    public float[] Encode(string text) => AtMost(encoder.EncodeSteps(text)).Values;

    private void Encode(string[] texts, string shard, CancellationToken cancellation)
    {
        var steps = new Dictionary<string, FeatureSequence>();
        foreach (var part in texts.Chunk(TextsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (text, encoded) in part.Zip(encoder.EncodeStepsAll(part))) steps[Hash(text)] = AtMost(encoded);
        }
        FeatureShard.Write(work, _view, shard, steps);
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
