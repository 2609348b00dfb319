using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Models.Music;

/// <summary>
/// MusiCNN (Pons et al. 2018; Pons and Serra 2019): a tagger whose first layer has tall filters for timbre and long ones for rhythm, each
/// maximised or averaged over frequency, followed by three residual convolutions over time and two dense layers. Tensor names are those of
/// the public PyTorch weights (minzwon/sota-music-tagging-models), so these load with <see cref="MusiCnnConfig.Full"/>.
/// </summary>
/// <remarks>Inference is thread-safe while the parameters are not being trained.</remarks>
public sealed class MusiCnn
{
    private const int Bands = MusicFrontEnd.Bands;

    // Far below what float16 can hold.
    private const float Inaudible = 1e-15f;

    private readonly BatchNorm _spectrogramNorm;
    private readonly VerticalBlock[] _vertical;
    private readonly ConvolutionBlock[] _horizontal;
    private readonly ConvolutionBlock[] _middle;
    private readonly Linear _dense1;
    private readonly BatchNorm _featureNorm;
    private readonly Linear _dense2;

    /// <summary>Takes or makes the parameters in <paramref name="parameters"/>.</summary>
    public MusiCnn(MusiCnnConfig config, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(parameters);
        Config = config.Validate();
        Parameters = parameters;
        var root = parameters.Root;
        _spectrogramNorm = new BatchNorm(root.Enter("spec_bn"), 1, isTrained: false);
        var layer = 0;
        _vertical =
        [
            .. MusiCnnConfig.VerticalHeights.Select(
                height => new VerticalBlock(root.Enter($"layers.{layer++}"), config.VerticalFilters, height)),
        ];
        _horizontal =
        [
            .. MusiCnnConfig.HorizontalLengths.Select(
                length => new ConvolutionBlock(root.Enter($"layers.{layer++}"), 1, config.HorizontalFilters, length)),
        ];
        var front = 2 * config.VerticalFilters + 3 * config.HorizontalFilters;
        _middle =
        [
            new(root.Enter("layer1"), front, config.MiddleFilters), new(root.Enter("layer2"), config.MiddleFilters, config.MiddleFilters),
            new(root.Enter("layer3"), config.MiddleFilters, config.MiddleFilters),
        ];
        _dense1 = new Linear(root.Enter("dense1"), 2 * (front + 3 * config.MiddleFilters), config.Features);
        _featureNorm = new BatchNorm(root.Enter("bn"), config.Features);
        _dense2 = new Linear(root.Enter("dense2"), config.Features, config.Tags);
        // Constants of the public files' own front end.
        root.Ignore("spec.spectrogram.window");
        root.Ignore("spec.mel_scale.fb");
        parameters.EnsureComplete();
    }

    /// <summary>The sizes.</summary>
    public MusiCnnConfig Config { get; }

    /// <summary>Every parameter and buffer.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>A network with random weights.</summary>
    public static MusiCnn Random(MusiCnnConfig config, int seed) => new(config, ParameterSet.Random(seed));

    /// <summary>
    /// A network with the weights of a safetensors file or a PyTorch checkpoint; those too small to be heard become zero.
    /// </summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static MusiCnn Load(MusiCnnConfig config, string path)
    {
        var network = WeightFiles.Load(path, parameters => new MusiCnn(config, parameters));
        // Weight decay leaves dead filters with subnormal weights, a fifth of the first layer of musicnn-jamendo; processors multiply these
        // many times slower.
        foreach (var (_, variable) in network.Parameters.All)
            foreach (ref var weight in variable.Value.Span)
                if (MathF.Abs(weight) < Inaudible)
                    weight = 0;
        return network;
    }

    /// <summary>Features and tag logits of log-mel windows.</summary>
    /// <param name="tape">Training: batch statistics and dropout before the last layer.</param>
    /// <param name="mel"><c>[batch, 1, 96, frames]</c> in dB, see <see cref="MusicFrontEnd"/>; 188 frames unless trained otherwise.</param>
    public MusiCnnOutput Forward(Tape tape, Variable mel)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(mel);
        if (mel.Rank != 4 || mel.Size(1) != 1 || mel.Size(2) != Bands)
            throw new ArgumentException($"MusiCNN takes [batch, 1, {Bands}, frames], not {mel.Value.ShapeText}.", nameof(mel));
        var x = _spectrogramNorm.Forward(tape, mel);
        var overBands = tape.MeanOver(x, 2); // [batch, 1, frames]
        var front = tape.Concat(1,
        [
            .. _vertical.Select(block => block.Forward(tape, x)), .. _horizontal.Select(block => block.Forward(tape, overBands)),
        ]); // [batch, front, frames]

        var first = _middle[0].Forward(tape, front);
        var second = tape.Add(_middle[1].Forward(tape, first), first);
        var third = tape.Add(_middle[2].Forward(tape, second), second);
        var all = tape.Concat(1, front, first, second, third); // [batch, front + 3 * middle, frames]
        var pooled = tape.Concat(1, tape.MaxOver(all, 2), tape.MeanOver(all, 2)); // [batch, 2 * (front + 3 * middle)]

        var features = tape.Relu(_featureNorm.Forward(tape, _dense1.Forward(tape, pooled))); // [batch, features]
        var logits = _dense2.Forward(tape, tape.Dropout(features, Config.Dropout)); // [batch, tags]
        return new MusiCnnOutput(features, logits);
    }

    /// <summary>Adds a number to the logit of each tag, to calibrate its probability.</summary>
    public void ShiftLogits(ReadOnlySpan<float> shifts)
    {
        if (shifts.Length != Config.Tags)
            throw new ArgumentException($"The network has {Config.Tags} tags, not {shifts.Length}.", nameof(shifts));
        var bias = _dense2.Bias!.Span;
        for (var tag = 0; tag < bias.Length; tag++) bias[tag] += shifts[tag];
    }

    /// <summary>The network with its parameters as they are now, for inference.</summary>
    internal MusiCnnInference ForInference() => new(
        Config, _spectrogramNorm.Affine(0), [.. _vertical.Select(block => block.Fold())], [.. _horizontal.Select(block => block.Fold())],
        [.. _middle.Select(block => block.Fold())], _dense1.Fold(_featureNorm), (_dense2.Weight, _dense2.Bias!));

    /// <summary>
    /// Tall filters over time and frequency, then the maximum over frequency: what sounds, at whatever pitch. (ReLU and maximum may change
    /// places.)
    /// </summary>
    private sealed class VerticalBlock(ParameterScope scope, int filters, int height)
    {
        private const int Length = 7;
        private readonly Conv2d _convolution = new(scope.Enter("conv"), 1, filters, height, Length, paddingWidth: Length / 2);
        private readonly BatchNorm _norm = new(scope.Enter("bn"), filters);

        public Variable Forward(Tape tape, Variable x) =>
            tape.Relu(_norm.ForwardMax(tape, _convolution.Forward(tape, x))); // [batch, filters, frames]

        public TallFilters Fold()
        {
            var (weight, bias) = _convolution.Fold(_norm);
            return new TallFilters(weight, bias, Length / 2);
        }
    }

    /// <summary>
    /// A convolution over time: of the mean of all bands, where long filters respond to changes of loudness, or of the channels before it.
    /// </summary>
    private sealed class ConvolutionBlock(ParameterScope scope, int input, int filters, int length = 7)
    {
        private readonly Conv1d _convolution = new(scope.Enter("conv"), input, filters, length, padding: length / 2);
        private readonly BatchNorm _norm = new(scope.Enter("bn"), filters);

        public Variable Forward(Tape tape, Variable x) =>
            tape.Relu(_norm.Forward(tape, _convolution.Forward(tape, x))); // [batch, filters, frames]

        public (Tensor Weight, Tensor Bias) Fold() => _convolution.Fold(_norm);
    }
}

/// <summary>The output of MusiCNN for a batch: penultimate features [batch, features] and tag logits [batch, tags].</summary>
public sealed record MusiCnnOutput(Variable Features, Variable Logits);
