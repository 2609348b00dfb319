using System.Numerics.Tensors;
using Viml.Engine.Autograd;
using Viml.Engine.Kernels;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.Music;

/// <summary>The <c>deepsim</c> music encoder: an embedding of <see cref="DeepSim.Width"/> numbers for every 3 s. It has no tags.</summary>
public sealed class DeepSimEncoder : IMusicEncoder
{
    /// <summary>The name of the encoder.</summary>
    public const string EncoderName = "deepsim";

    /// <summary>The version of front end and network.</summary>
    public const string CodeVersion = "1";

    /// <summary>Feature vectors per second: one per window of 3 s.</summary>
    public const double WindowRate = 1.0 / 3;

    // The first layers of the full network hold about 20 MB for a window.
    private const int BatchWindows = 4;

    private readonly DeepSim _network;

    /// <summary>An encoder over a trained network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="version">Names the weights; by default only the code's version.</param>
    /// <param name="name">The name by which it is chosen, where several are installed.</param>
    /// <param name="licence">The licence of the weights.</param>
    public DeepSimEncoder(DeepSim network, string version = CodeVersion, string name = EncoderName, string? licence = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        (_network, Version, Name, Licence) = (network, version, name, licence);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public string? Licence { get; }

    /// <inheritdoc/>
    public int Width => DeepSim.Width;

    /// <inheritdoc/>
    public int SampleRate => DeepSimFrontEnd.SampleRate;

    /// <inheritdoc/>
    public int WindowSamples => DeepSimFrontEnd.WindowSamples;

    /// <inheritdoc/>
    public double Rate => WindowRate;

    /// <inheritdoc/>
    public bool HasVocabularyTags => false;

    /// <inheritdoc/>
    public EncoderCost? Cost => new(_network.Parameters.Count, _network.Config.MultiplyAdds(DeepSimFrontEnd.Bands, DeepSimFrontEnd.Frames));

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!tagProbabilities.IsEmpty)
            throw new InvalidOperationException("DeepSim has no tags: ask for features only.");
        if (windows.Length != count * WindowSamples)
            throw new ArgumentException(
                $"'{nameof(windows)}' must have {count * WindowSamples} numbers, has {windows.Length}.", nameof(windows));
        for (var start = 0; start < count; start += BatchWindows)
        {
            var batch = Math.Min(BatchWindows, count - start);
            var samples = windows.Slice(start * WindowSamples, batch * WindowSamples).ToArray();
            var mel = NewInput(batch);
            Parallelism.For(
                batch,
                window => DeepSimFrontEnd.Compute(samples.AsSpan(window * WindowSamples, WindowSamples), mel.Slice(window, 1).Span));
            EncodeSpectrograms(mel, features.Slice(start * Width, batch * Width));
        }
    }

    /// <summary>
    /// As <see cref="Encode"/>, from what <see cref="DeepSimFrontEnd.Compute"/> gave; the spectrograms are scaled in place.
    /// </summary>
    /// <param name="compressed"><c>[count, 1, 128, 129]</c>, see <see cref="NewInput"/>.</param>
    /// <param name="features">Receives <c>count * Width</c> numbers.</param>
    public void EncodeSpectrograms(Tensor compressed, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(compressed);
        DeepSimFrontEnd.Scale(compressed.Span);
        var tape = Tape.ForInference();
        _network.Forward(tape, tape.Constant(compressed)).Value.Span.CopyTo(features);
    }

    /// <summary>The cost of the published network.</summary>
    public static EncoderCost FullCost => new DeepSimEncoder(DeepSim.Random(DeepSimConfig.Full, 0)).Cost!;

    /// <summary>Room for the spectrograms of some windows.</summary>
    public static Tensor NewInput(int count) => new(count, 1, DeepSimFrontEnd.Bands, DeepSimFrontEnd.Frames);

    /// <summary>The embedding of a whole piece: the mean of those of its windows (Lee et al. 2020, section 2.4).</summary>
    public static float[] WholeOf(FeatureSequence windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var mean = new float[windows.Width];
        for (var step = 0; step < windows.Time; step++)
            TensorPrimitives.Add(mean, windows.Step(step), mean);
        TensorPrimitives.Divide(mean, Math.Max(1, windows.Time), mean);
        return mean;
    }
}
