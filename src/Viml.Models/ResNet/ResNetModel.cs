using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Engine.Weights;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.ResNet;

/// <summary>
/// ResNet18 without its classes (He et al. 2016; the variant with a third block in the last stage), batch normalisation multiplied into the convolutions.
/// Thread-safe.
/// </summary>
public sealed class ResNetModel
{
    /// <summary>Width and height of an image in pixels.</summary>
    public const int Size = 224;

    /// <summary>Channels of the four stages; the last is the feature proper.</summary>
    public static readonly IReadOnlyList<int> Stages = [64, 128, 256, 512];

    private static readonly int[] Blocks = [2, 2, 2, 3];

    private readonly Tensor _mean;
    private readonly Conv _first;
    private readonly Block[][] _stages;

    private ResNetModel(ParameterSet parameters)
    {
        var root = parameters.Root;
        _mean = root.Buffer("mean", [3, Size, Size], Initializer.Zeros).Value;
        _first = new Conv(root.Enter("conv1"), 3, Stages[0], kernel: 7, stride: 2);
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

    /// <summary>The mean image that is taken from every input, [3, size, size], red first.</summary>
    public Tensor Mean => _mean;

    /// <summary>A model with random weights.</summary>
    public static ResNetModel Random(int seed) => new(ParameterSet.Random(seed));

    /// <summary>A model whose weights are used where they lie.</summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static ResNetModel Load(IWeightSource weights) => new(ParameterSet.FromWeights(weights));

    /// <summary>The means over all positions of the channels of each stage.</summary>
    /// <param name="images">[count, 3, size, size]: red, green, blue of 0 to 255, less the mean image.</param>
    /// <returns>[count, 64 + 128 + 256 + 512], stage by stage.</returns>
    public Tensor Forward(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Rank != 4 || images.Size(1) != 3 || images.Size(2) != Size || images.Size(3) != Size)
            throw new ArgumentException($"Images are [count, 3, {Size}, {Size}], not {images.ShapeText}.", nameof(images));
        var features = new Tensor(images.Size(0), Stages.Sum());
        var x = _first.Forward(images);
        TensorPrimitives.Max(x.Span, 0, x.Span);
        x = Pool(x);
        var column = 0;
        foreach (var stage in _stages)
        {
            foreach (var block in stage)
                x = block.Forward(x);
            Average(x, features, column);
            column += x.Size(1);
        }

        return features;
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

    private static Tensor Pool(Tensor x)
    {
        var shape = new PoolingShape(x.Size(0) * x.Size(1), x.Size(2), x.Size(3), 3, 3, 2, 2, 1, 1);
        var y = new Tensor(x.Size(0), x.Size(1), shape.OutputHeight, shape.OutputWidth);
        Pooling.Max(shape, x.Span, y.Span, new int[y.Length]);
        return y;
    }

    private static void Average(Tensor x, Tensor features, int column)
    {
        var (channels, plane, width) = (x.Size(1), x.Size(2) * x.Size(3), features.Size(1));
        for (var image = 0; image < x.Size(0); image++)
            for (var channel = 0; channel < channels; channel++)
                features.Span[image * width + column + channel] = TensorPrimitives.Sum<float>(x.Span.Slice((image * channels + channel) * plane, plane)) / plane;
    }

    private sealed class Conv(ParameterScope scope, int inputs, int outputs, int kernel, int stride)
    {
        private readonly Tensor _weight = scope.Parameter("weight", [outputs, inputs, kernel, kernel], Initializer.FanIn(inputs * kernel * kernel)).Value;
        private readonly Tensor _bias = scope.Parameter("bias", [outputs], Initializer.Zeros).Value;

        public Tensor Forward(Tensor x)
        {
            var shape = new ConvolutionShape(x.Size(0), inputs, x.Size(2), x.Size(3), outputs, kernel, kernel, stride, stride, kernel / 2, kernel / 2);
            var y = new Tensor(x.Size(0), outputs, shape.OutputHeight, shape.OutputWidth);
            Convolution.Forward(shape, x.Span, _weight.Span, _bias.Span, y.Span);
            return y;
        }
    }

    /// <summary>ReLU(shortcut(x) + conv2(ReLU(conv1(x)))); the shortcut is x itself where nothing changes its shape.</summary>
    private sealed class Block
    {
        private readonly Conv _conv1, _conv2;
        private readonly Conv? _shortcut;

        public Block(ParameterScope scope, int inputs, int outputs, int stride)
        {
            _conv1 = new Conv(scope.Enter("conv1"), inputs, outputs, 3, stride);
            _conv2 = new Conv(scope.Enter("conv2"), outputs, outputs, 3, 1);
            _shortcut = inputs == outputs ? null : new Conv(scope.Enter("downsample"), inputs, outputs, 1, stride);
        }

        public Tensor Forward(Tensor x)
        {
            var hidden = _conv1.Forward(x);
            TensorPrimitives.Max(hidden.Span, 0, hidden.Span);
            var y = _conv2.Forward(hidden);
            TensorPrimitives.Add(y.Span, (_shortcut?.Forward(x) ?? x).Span, y.Span);
            TensorPrimitives.Max(y.Span, 0, y.Span);
            return y;
        }
    }
}
