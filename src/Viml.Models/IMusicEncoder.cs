namespace Viml.Models;

/// <summary>The base encoder of music (g^m) and its tagger: windows of samples in, one feature vector and one set of tag probabilities per window out.</summary>
/// <remarks>Implementations are thread-safe: one encoder serves many callers at once.</remarks>
public interface IMusicEncoder
{
    /// <summary>The name bundles refer to, such as <c>musicnn</c>.</summary>
    public string Name { get; }

    /// <summary>Changes whenever the same samples would give other features.</summary>
    public string Version { get; }

    /// <summary>Numbers per feature vector.</summary>
    public int Width { get; }

    /// <summary>Samples per second the encoder expects, mono.</summary>
    public int SampleRate { get; }

    /// <summary>Samples of one window: 3 s = 48,000 at 16 kHz for MusiCNN.</summary>
    public int WindowSamples { get; }

    /// <summary>Feature vectors per second of music.</summary>
    public double Rate { get; }

    /// <summary>Wall time that <see cref="Encode"/> has spent so far on what comes before the network, such as spectrograms; zero where it is not measured.</summary>
    public TimeSpan FrontEndTime => TimeSpan.Zero;

    /// <summary>What it costs; null where nobody counted.</summary>
    public EncoderCost? Cost => null;

    /// <summary>Encodes <paramref name="count"/> windows. A short last window is zero-padded by the caller.</summary>
    /// <param name="windows"><c>count * WindowSamples</c> mono samples in [-1, 1].</param>
    /// <param name="count">Number of windows; 0 does nothing.</param>
    /// <param name="features">Receives <c>count * Width</c> numbers.</param>
    /// <param name="tagProbabilities">Receives <c>count * TagVocabulary.Count</c> probabilities, or is empty where tags are not wanted.</param>
    public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities);
}
