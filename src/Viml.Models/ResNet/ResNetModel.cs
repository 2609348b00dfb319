using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Models.ResNet;

/// <summary>
/// ResNet18 without its classes (He et al. 2016; the variant with a third block in the last stage), batch normalisation multiplied into the
/// convolutions. Thread-safe.
/// </summary>
public sealed class ResNetModel
{
    /// <summary>Width and height of an image in pixels.</summary>
    public const int Size = 224;

    /// <summary>Channels of the four stages; the last is the feature proper.</summary>
    public static readonly IReadOnlyList<int> Stages = [64, 128, 256, 512];

    private static readonly int[] Blocks = [2, 2, 2, 3];

    private readonly Tensor _mean;
    private readonly ImageConvolution _first;
    private readonly Block[][] _stages;

    private ResNetModel(ParameterSet parameters)
    {
        var root = parameters.Root;
        _mean = root.Buffer("mean", [Size, Size, 3], Initializer.Zeros).Value;
        _first = Convolution(root.Enter("conv1"), 3, Stages[0], kernel: 7, stride: 2);
        _stages = new Block[Stages.Count][];
        for (var stage = 0; stage < Stages.Count; stage++)
        {
            var (scope, before) = (root.Enter($"layer{stage + 1}"), Stages[Math.Max(0, stage - 1)]);
            _stages[stage] = new Block[Blocks[stage]];
            for (var i = 0; i < Blocks[stage]; i++)
                _stages[stage][i] = new Block(scope.Enter(i), i == 0 ? before : Stages[stage], Stages[stage], i == 0 && stage > 0 ? 2 : 1);
        }

        Parameters = parameters;
        parameters.EnsureComplete();
    }

    /// <summary>What an image costs: 15.9 million parameters and 2.05 billion multiply-adds.</summary>
    public static EncoderCost Cost { get; } = CountCost();

    /// <summary>Every parameter.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The mean image that is taken from every input, [size, size, 3], red first.</summary>
    public Tensor Mean => _mean;

    /// <summary>A model with random weights.</summary>
    public static ResNetModel Random(int seed) => new(ParameterSet.Random(seed));

    /// <summary>A model whose weights are used where they lie.</summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static ResNetModel Load(IWeightSource weights) => new(ParameterSet.FromWeights(weights));

    /// <summary>The means over all positions of the channels of each stage.</summary>
    /// <param name="images">[count, size, size, 3]: red, green, blue of 0 to 255, less the mean image.</param>
    /// <returns>[count, 64 + 128 + 256 + 512], stage by stage.</returns>
    /// <exception cref="ArgumentException">The images have another shape.</exception>
    public Tensor Forward(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Rank != 4 || images.Size(1) != Size || images.Size(2) != Size || images.Size(3) != 3)
            throw new ArgumentException($"Images are [count, {Size}, {Size}, 3], not {images.ShapeText}.", nameof(images));
        var features = new Tensor(images.Size(0), Stages.Sum());
        var x = Apply(_first, images, relu: true); // [count, 112, 112, 64]
        x = ImagePooling.Maximum(x); // [count, 56, 56, 64]
        var column = 0;
        foreach (var stage in _stages)
        {
            foreach (var block in stage)
                x = block.Forward(x);
            ImagePooling.Average(x, features, column);
            column += x.Size(3);
        }
        return features;
    }

    private static Tensor Apply(ImageConvolution convolution, Tensor x, bool relu)
    {
        var y = new Tensor(convolution.OutputShape(x));
        convolution.Forward(x, y, relu: relu);
        return y;
    }

    private static EncoderCost CountCost()
    {
        var (parameters, products, positions) = (3L * 49 * Stages[0] + Stages[0], 0L, (long)(Size / 2) * (Size / 2));
        products += 3L * 49 * Stages[0] * positions;
        positions /= 4; // max-pooling
        for (var stage = 0; stage < Stages.Count; stage++)
        {
            var (inputs, outputs) = ((long)Stages[Math.Max(0, stage - 1)], (long)Stages[stage]);
            positions /= stage > 0 ? 4 : 1;
            var weights = 9 * inputs * outputs + (2 * Blocks[stage] - 1) * 9 * outputs * outputs + (stage > 0 ? inputs * outputs : 0);
            parameters += weights + outputs * (2 * Blocks[stage] + (stage > 0 ? 1 : 0));
            products += weights * positions;
        }

        return new EncoderCost(parameters, products);
    }

    private static ImageConvolution Convolution(ParameterScope scope, int inputs, int outputs, int kernel, int stride)
    {
        var depth = kernel * kernel * inputs;
        var panels = scope.Parameter("weight", [outputs / Panels.Width, depth, Panels.Width], Initializer.FanIn(depth)).Value;
        return new ImageConvolution(panels, scope.Parameter("bias", [outputs], Initializer.Zeros).Value, kernel, stride);
    }

    /// <summary>ReLU(shortcut(x) + conv2(ReLU(conv1(x)))); the shortcut is x itself where nothing changes its shape.</summary>
    private sealed class Block
    {
        private readonly ImageConvolution _conv1, _conv2;
        private readonly ImageConvolution? _shortcut;

        public Block(ParameterScope scope, int inputs, int outputs, int stride)
        {
            _conv1 = Convolution(scope.Enter("conv1"), inputs, outputs, 3, stride);
            _conv2 = Convolution(scope.Enter("conv2"), outputs, outputs, 3, 1);
            _shortcut = inputs == outputs ? null : Convolution(scope.Enter("downsample"), inputs, outputs, 1, stride);
        }

        // Overwrites x where it is its own shortcut.
        public Tensor Forward(Tensor x)
        {
            var hidden = Apply(_conv1, x, relu: true);
            var y = _shortcut is null ? x : Apply(_shortcut, x, relu: false);
            _conv2.Forward(hidden, y, adds: true, relu: true);
            return y;
        }
    }
}
