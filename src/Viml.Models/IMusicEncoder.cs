namespace Viml.Models;

/// <summary>
/// The base encoder of music (g^m) and its tagger: windows of samples in, one feature vector and one set of tag probabilities per window
/// out.
/// </summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IMusicEncoder : IEncoder
{
    /// <inheritdoc/>
    Modality IEncoder.Modality => Modality.Music;

    /// <summary>Samples per second the encoder expects, mono.</summary>
    public int SampleRate { get; }

    /// <summary>Samples of one window: 3 s = 48,000 at 16 kHz for MusiCNN.</summary>
    public int WindowSamples { get; }

    /// <summary>
    /// Wall time that <see cref="Encode"/> has spent before the network so far, such as on spectrograms; zero where it is not measured.
    /// </summary>
    public TimeSpan FrontEndTime => TimeSpan.Zero;

    /// <summary>
    /// Whether <see cref="Encode"/> gives the probabilities of the tags of the vocabulary; false where it has no tags, or its own.
    /// </summary>
    public bool HasVocabularyTags => true;

    /// <summary>Encodes <paramref name="count"/> windows. A short last window is zero-padded by the caller.</summary>
    /// <param name="windows"><c>count * WindowSamples</c> mono samples in [-1, 1].</param>
    /// <param name="count">Number of windows; 0 does nothing.</param>
    /// <param name="features">Receives <c>count * Width</c> numbers.</param>
    /// <param name="tagProbabilities">Receives <c>count * TagVocabulary.Count</c> probabilities; empty where tags are not needed.</param>
    public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities);
}
