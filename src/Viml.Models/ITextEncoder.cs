namespace Viml.Models;

/// <summary>The base encoder of text (g^t): one feature vector per text.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface ITextEncoder
{
    /// <summary>The name bundles refer to, such as <c>words</c>.</summary>
    public string Name { get; }

    /// <summary>Changes whenever the same text would give another feature.</summary>
    public string Version { get; }

    /// <summary>Numbers per feature vector.</summary>
    public int Width { get; }

    /// <summary>What it costs for a text of common length; null where nobody counted.</summary>
    public EncoderCost? Cost => null;

    /// <summary>Encodes a text. The empty text, and a text of which nothing is known, give the feature of the empty string (x^NULL of the paper).</summary>
    /// <param name="text">Any string: any script, any length (work is bounded), even broken surrogates.</param>
    /// <param name="feature">Receives <see cref="Width"/> numbers.</param>
    public void Encode(string text, Span<float> feature);

    /// <summary>What of this text the encoder does not read, as a sentence; null where it reads all of it.</summary>
    public string? Limitation(string text) => null;

    /// <summary>The probability of each tag of the vocabulary that the text asks for it; empty where the encoder knows no tags.</summary>
    public float[] ImpliedTags(string text);
}
