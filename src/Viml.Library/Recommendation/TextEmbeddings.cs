using System.Collections.Concurrent;
using Viml.Models;

namespace Viml.Library.Recommendation;

/// <summary>
/// What the text encoder gives for the texts of the last requests, so that a request that differs in something else does not encode its
/// text again. Thread-safe.
/// </summary>
internal sealed class TextEmbeddings(ModelSet models)
{
    private const int Most = 256; // texts; then all are forgotten

    private readonly ConcurrentDictionary<string, float[]> _vectors = new();
    private readonly ConcurrentDictionary<string, FeatureSequence> _steps = new();

    /// <summary>The vector of a text.</summary>
    public float[] Vector(string text) => Get(_vectors, text, () =>
    {
        var feature = new float[models.Text.Width];
        models.Text.Encode(text, feature);
        return feature;
    });

    /// <summary>The steps of a text.</summary>
    public FeatureSequence Steps(string text) => Get(_steps, text, () => models.Text.EncodeSteps(text));

    private static T Get<T>(ConcurrentDictionary<string, T> known, string text, Func<T> encode)
    {
        if (known.TryGetValue(text, out var value))
            return value;
        if (known.Count >= Most)
            known.Clear();
        return known[text] = encode();
    }
}
