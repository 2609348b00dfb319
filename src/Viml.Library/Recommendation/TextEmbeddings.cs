using Viml.Models;

namespace Viml.Library.Recommendation;

/// <summary>What the text encoder gives for the texts of the last requests. Thread-safe.</summary>
internal sealed class TextEmbeddings(ModelSet models)
{
    private const int Most = 256;

    private readonly Recent<string, float[]> _vectors = new(Most);
    private readonly Recent<string, FeatureSequence> _steps = new(Most);

    /// <summary>The vector of a text.</summary>
    public float[] Vector(string text) => _vectors.Get(text, () =>
    {
        var feature = new float[models.Text.Width];
        models.Text.Encode(text, feature);
        return feature;
    });

    /// <summary>The steps of a text.</summary>
    public FeatureSequence Steps(string text) => _steps.Get(text, () => models.Text.EncodeSteps(text));
}
