using System.Diagnostics;
using Viml.Engine.Kernels;
using Viml.Engine.Tensors;
using Viml.Models.Tagging;

namespace Viml.Models.Music;

/// <summary>
/// The <c>musicnn</c> music encoder: MusiCNN's penultimate features beside measured descriptors (<see cref="MusicDescriptors"/>), and its
/// tags. A feature is [learned | measured].
/// </summary>
public sealed class MusiCnnEncoder : IMusicEncoder
{
    /// <summary>The name of the encoder.</summary>
    public const string EncoderName = "musicnn";

    /// <summary>The version of front end, network and descriptors.</summary>
    public const string CodeVersion = "1";

    /// <summary>Feature vectors per second: one per window of 3 s.</summary>
    public const double WindowRate = 1.0 / 3;

    // Enough windows for every thread, few enough that their activations (0.6 MB each in the full network) stay in the caches.
    private const int BatchWindows = 8;

    private readonly MusiCnn _network;
    private readonly Lazy<MusiCnnInference> _inference;
    private readonly int _measured;
    private long _frontEndTicks;

    /// <summary>An encoder over a trained network, with its parameters as they are when the first window is encoded.</summary>
    /// <param name="network">The network.</param>
    /// <param name="version">Names the weights; by default only the code's version.</param>
    public MusiCnnEncoder(MusiCnn network, string version = CodeVersion)
        : this(network, EncoderName, version, MusicDescriptors.Count, hasVocabularyTags: true)
    {
    }

    private MusiCnnEncoder(MusiCnn network, string name, string version, int measured, bool hasVocabularyTags)
    {
        ArgumentNullException.ThrowIfNull(network);
        (_network, Name, Version, _measured, HasVocabularyTags) = (network, name, version, measured, hasVocabularyTags);
        _inference = new Lazy<MusiCnnInference>(network.ForInference);
    }

    /// <summary>An encoder over public weights: their features alone, without measured descriptors, and their own tags.</summary>
    internal static MusiCnnEncoder OfPublicWeights(MusiCnn network, string name, string version) =>
        new(network, name, version, 0, hasVocabularyTags: false);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public int Width => _network.Config.Features + _measured;

    /// <inheritdoc/>
    public int SampleRate => MusicFrontEnd.SampleRate;

    /// <inheritdoc/>
    public int WindowSamples => MusicFrontEnd.WindowSamples;

    /// <inheritdoc/>
    public double Rate => WindowRate;

    /// <inheritdoc/>
    public bool HasVocabularyTags { get; }

    /// <inheritdoc/>
    public TimeSpan FrontEndTime => new(Interlocked.Read(ref _frontEndTicks));

    /// <inheritdoc/>
    public EncoderCost? Cost => new(_network.Parameters.Count, _network.Config.MultiplyAdds(MusicFrontEnd.Bands, MusicFrontEnd.Frames));

    /// <summary>The width of the feature for a network of these sizes.</summary>
    public static int WidthOf(MusiCnnConfig config) => config.Features + MusicDescriptors.Count;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Require(windows.Length == count * WindowSamples, nameof(windows), count * WindowSamples, windows.Length);
        Require(features.Length == count * Width, nameof(features), count * Width, features.Length);
        if (!tagProbabilities.IsEmpty)
        {
            if (HasVocabularyTags && _network.Config.Tags != TagVocabulary.Default.Count)
                throw new InvalidOperationException(
                    $"This network has {_network.Config.Tags} tags of its own, not the {TagVocabulary.Default.Count} of the "
                    + "vocabulary: ask for features only.");
            Require(
                tagProbabilities.Length == count * _network.Config.Tags, nameof(tagProbabilities), count * _network.Config.Tags,
                tagProbabilities.Length);
        }
        for (var start = 0; start < count; start += BatchWindows)
        {
            var batch = Math.Min(BatchWindows, count - start);
            EncodeBatch(
                windows.Slice(start * WindowSamples, batch * WindowSamples).ToArray(), batch, features.Slice(start * Width, batch * Width),
                tagProbabilities.IsEmpty ? [] : tagProbabilities.Slice(start * _network.Config.Tags, batch * _network.Config.Tags));
        }
    }

    private void EncodeBatch(float[] windows, int count, Span<float> features, Span<float> tagProbabilities)
    {
        var start = Stopwatch.GetTimestamp();
        var mel = new Tensor(count, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);
        var measured = new float[count * _measured];
        Parallelism.For(count, window =>
        {
            var samples = windows.AsSpan(window * WindowSamples, WindowSamples);
            MusicFrontEnd.Compute(samples, mel.Slice(window, 1).Span);
            if (_measured > 0)
                MusicDescriptors.Measure(samples, mel.Slice(window, 1).Span, measured.AsSpan(window * _measured, _measured));
        });
        Interlocked.Add(ref _frontEndTicks, Stopwatch.GetElapsedTime(start).Ticks);
        EncodeSpectrograms(mel, measured, features, tagProbabilities);
    }

    /// <summary>
    /// As <see cref="Encode"/>, from what the front end already gave: while training the same windows are encoded again and again.
    /// </summary>
    /// <param name="mel">Log-mel spectrograms of <see cref="MusicFrontEnd"/>, <c>[count, 1, 96, 188]</c>.</param>
    /// <param name="measured"><see cref="MusicDescriptors"/> of each window.</param>
    /// <param name="features">Receives <c>count * Width</c> numbers.</param>
    /// <param name="tagProbabilities">Receives the probabilities of the network's tags per window, or is empty.</param>
    public void EncodeSpectrograms(Tensor mel, ReadOnlySpan<float> measured, Span<float> features, Span<float> tagProbabilities)
    {
        ArgumentNullException.ThrowIfNull(mel);
        var count = mel.Size(0);
        var (learnedFeatures, logits) = _inference.Value.Forward(mel);
        var learned = _network.Config.Features;
        for (var window = 0; window < count; window++)
        {
            learnedFeatures.Span.Slice(window * learned, learned).CopyTo(features[(window * Width)..]);
            measured.Slice(window * _measured, _measured).CopyTo(features[(window * Width + learned)..]);
        }
        if (!tagProbabilities.IsEmpty)
        {
            logits.Span.CopyTo(tagProbabilities);
            Probabilities.FromLogits(tagProbabilities);
        }
    }

    private static void Require(bool holds, string name, int expected, int found)
    {
        if (!holds)
            throw new ArgumentException($"'{name}' must have {expected} numbers, has {found}.", name);
    }
}
