using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Weights;

namespace Viml.Models.Music;

/// <summary>
/// DeepSim (Lee et al. 2020): music as a point; the distance of two points is the dissimilarity of two pieces. A stem and six blocks of two
/// inception modules give 256 numbers of length 1; 64 of them each belong to genre, mood, instruments and tempo, so the distance in each of
/// these can be used, or weighted, alone.
/// </summary>
/// <remarks>
/// The paper does not say whether it normalises batches; here every convolution is followed by batch norm, which takes the place of its
/// bias. Padding is the same on both sides also where a stride meets an even size. Inference is thread-safe while the parameters are not
/// being trained.
/// </remarks>
public sealed class DeepSim
{
    /// <summary>Numbers of the embedding.</summary>
    public const int Width = 4 * MaskWidth;

    /// <summary>Numbers that belong to one <see cref="MusicDimension"/>.</summary>
    public const int MaskWidth = 64;

    internal const int Blocks = 6;

    private readonly FilterBank _stem;
    private readonly Block[] _blocks;
    private readonly FilterBank _last;

    /// <summary>Takes or makes the parameters in <paramref name="parameters"/>.</summary>
    public DeepSim(DeepSimConfig config, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(parameters);
        Config = config.Validate();
        Parameters = parameters;
        var (root, unit) = (parameters.Root, config.Unit);
        _stem = new FilterBank(root.Enter("stem"), 1, 4 * unit, kernel: 5);
        _blocks =
        [
            .. Enumerable.Range(0, Blocks).Select(i => new Block(root.Enter("blocks").Enter(i), i == 0 ? 4 * unit : 16 * unit, unit)),
        ];
        _last = new FilterBank(root.Enter("last"), 16 * unit, Width, kernel: 1);
        parameters.EnsureComplete();
    }

    /// <summary>The sizes.</summary>
    public DeepSimConfig Config { get; }

    /// <summary>Every parameter and buffer.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>A network with random weights.</summary>
    public static DeepSim Random(DeepSimConfig config, int seed) => new(config, ParameterSet.Random(seed));

    /// <summary>A network with the weights of a safetensors file.</summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static DeepSim Load(DeepSimConfig config, string path) => WeightFiles.Load(path, parameters => new DeepSim(config, parameters));

    /// <summary>The first of the <see cref="MaskWidth"/> numbers that belong to a dimension.</summary>
    public static int MaskStart(MusicDimension dimension) => (int)dimension * MaskWidth;

    /// <summary>Embeddings of windows: unit vectors [batch, 256].</summary>
    /// <param name="tape">Training: statistics of the batch.</param>
    /// <param name="mel"><c>[batch, 1, 128, 129]</c>, see <see cref="DeepSimFrontEnd"/>.</param>
    public Variable Forward(Tape tape, Variable mel)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(mel);
        if (mel.Rank != 4 || mel.Size(1) != 1 || mel.Size(2) != DeepSimFrontEnd.Bands || mel.Size(3) != DeepSimFrontEnd.Frames)
            throw new ArgumentException(
                $"DeepSim takes [batch, 1, {DeepSimFrontEnd.Bands}, {DeepSimFrontEnd.Frames}], not {mel.Value.ShapeText}.", nameof(mel));
        var x = tape.MaxPool2d(_stem.Forward(tape, mel), 2, 2); // [batch, 4 unit, 64, 64]
        foreach (var block in _blocks)
            x = block.Forward(tape, x); // [batch, 16 unit, half, half]
        x = _last.Forward(tape, x); // [batch, 256, 1, 1]
        return tape.L2Normalize(tape.MeanOver(tape.Reshape(x, x.Size(0), Width, -1), 2)); // [batch, 256]
    }

    /// <summary>A module that halves the size, and one that keeps it.</summary>
    private sealed class Block(ParameterScope scope, int inputs, int unit)
    {
        private readonly StridedModule _strided = new(scope.Enter("strided"), inputs, unit);
        private readonly InceptionModule _inception = new(scope.Enter("inception"), 9 * unit + inputs, unit);

        public Variable Forward(Tape tape, Variable x) => _inception.Forward(tape, _strided.Forward(tape, x));
    }

    /// <summary>Filters of 1 and of 5 x 5 (as two of 3 x 3) and a maximum side by side, each with stride 2.</summary>
    private sealed class StridedModule(ParameterScope scope, int inputs, int unit)
    {
        private readonly FilterBank _point = new(scope.Enter("point"), inputs, 3 * unit, kernel: 1, stride: 2);
        private readonly FilterBank _wide0 = new(scope.Enter("wide.0"), inputs, 4 * unit, kernel: 1);
        private readonly FilterBank _wide1 = new(scope.Enter("wide.1"), 4 * unit, 6 * unit, kernel: 3);
        private readonly FilterBank _wide2 = new(scope.Enter("wide.2"), 6 * unit, 6 * unit, kernel: 3, stride: 2);

        public Variable Forward(Tape tape, Variable x) => tape.Concat(1,
            _point.Forward(tape, x),
            _wide2.Forward(tape, _wide1.Forward(tape, _wide0.Forward(tape, x))),
            tape.MaxPool2d(x, 3, 3, 2, 2, 1, 1)); // [batch, 9 unit + inputs, height / 2, width / 2]
    }

    /// <summary>Filters of 1, of 5 x 5, of two times 3 x 3 and a mean side by side.</summary>
    private sealed class InceptionModule(ParameterScope scope, int inputs, int unit)
    {
        private readonly FilterBank _point = new(scope.Enter("point"), inputs, 4 * unit, kernel: 1);
        private readonly FilterBank _five0 = new(scope.Enter("five.0"), inputs, 3 * unit, kernel: 1);
        private readonly FilterBank _five1 = new(scope.Enter("five.1"), 3 * unit, 4 * unit, kernel: 5);
        private readonly FilterBank _wide0 = new(scope.Enter("wide.0"), inputs, 4 * unit, kernel: 1);
        private readonly FilterBank _wide1 = new(scope.Enter("wide.1"), 4 * unit, 6 * unit, kernel: 3);
        private readonly FilterBank _wide2 = new(scope.Enter("wide.2"), 6 * unit, 6 * unit, kernel: 3);
        private readonly FilterBank _mean = new(scope.Enter("mean"), inputs, 2 * unit, kernel: 1);

        public Variable Forward(Tape tape, Variable x) => tape.Concat(1,
            _point.Forward(tape, x),
            _five1.Forward(tape, _five0.Forward(tape, x)),
            _wide2.Forward(tape, _wide1.Forward(tape, _wide0.Forward(tape, x))),
            _mean.Forward(tape, tape.AveragePool2d(x, 3, 3, 1, 1, 1, 1))); // [batch, 16 unit, height, width]
    }

    /// <summary>Convolution, batch norm and ReLU.</summary>
    private sealed class FilterBank(ParameterScope scope, int inputs, int outputs, int kernel, int stride = 1)
    {
        private readonly Conv2d _convolution = new(
            scope.Enter("conv"), inputs, outputs, kernel, kernel, stride, stride, kernel / 2, kernel / 2, bias: false);
        private readonly BatchNorm _norm = new(scope.Enter("bn"), outputs);

        public Variable Forward(Tape tape, Variable x) => tape.Relu(_norm.Forward(tape, _convolution.Forward(tape, x)));
    }
}
