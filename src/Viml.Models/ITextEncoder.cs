namespace Viml.Models;

/// <summary>The base encoder of text (g^t): one feature vector per text, or one per token.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface ITextEncoder : IEncoder
{
    /// <inheritdoc/>
    Modality IEncoder.Modality => Modality.Text;

    /// <inheritdoc/>
    double IEncoder.Rate => 0;

    /// <summary>
    /// The largest number of steps that <see cref="EncodeSteps"/> returns: 1 for encoders that describe a text by one vector.
    /// </summary>
    public int MaximumSteps => 1;

    /// <summary>
    /// Encodes a text as one vector. The empty text, and a text with no known words, give the feature of the empty string (x^NULL of the
    /// paper).
    /// </summary>
    /// <param name="text">Any string: any script, any length (work is bounded), even with unpaired surrogates.</param>
    /// <param name="feature">Receives <see cref="IEncoder.Width"/> numbers.</param>
    public void Encode(string text, Span<float> feature);

    /// <summary>Encodes a text as a sequence: one vector per token, or the one of <see cref="Encode"/>. Never empty.</summary>
    public FeatureSequence EncodeSteps(string text)
    {
        var feature = new float[Width];
        Encode(text, feature);
        return new FeatureSequence(feature, 1, Width, 0);
    }

    /// <summary>The steps of many texts, as <see cref="EncodeSteps"/> gives them.</summary>
    public IReadOnlyList<FeatureSequence> EncodeStepsAll(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. texts.Select(EncodeSteps)];
    }

    /// <summary>The features of many texts, [texts, width].</summary>
    public float[] EncodeAll(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var features = new float[texts.Count * Width];
        for (var i = 0; i < texts.Count; i++)
            Encode(texts[i], features.AsSpan(i * Width, Width));
        return features;
    }

    /// <summary>The part of this text that the encoder does not read, as a sentence; null where it reads all of it.</summary>
    public string? Limitation(string text) => null;

    /// <summary>For each tag of the vocabulary, the probability that the text asks for it; empty where the encoder knows no tags.</summary>
    public float[] ImpliedTags(string text);
}
