using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Models.ResNet;

/// <summary>
/// ResNet18 without its classes (He et al. 2016; the variant with a third block in the last stage), batch normalisation multiplied into the
/// convolutions. Thread-safe: callers take turns.
/// </summary>
public sealed class ResNetModel
{
    /// <summary>Width and height of an image in pixels.</summary>
    public const int Size = 224;

    /// <summary>Channels of the four stages; the last is the feature proper.</summary>
    public static readonly IReadOnlyList<int> Stages = [64, 128, 256, 512];

    private static readonly int[] Blocks = [2, 2, 2, 3];

    private readonly Buffers _buffers = new();
    private readonly Lock _gate = new();
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
        lock (_gate)
        {
            var x = _buffers.State(_first.OutputShape(images));
            _first.Forward(images, x, relu: true); // [count, 112, 112, 64]
            var pooled = _buffers.State(ImagePooling.MaximumShape(x));
            ImagePooling.Maximum(x, pooled);
            x = pooled; // [count, 56, 56, 64]
            var column = 0;
            foreach (var stage in _stages)
            {
                foreach (var block in stage)
                    x = block.Forward(x, _buffers);
                ImagePooling.Average(x, features, column);
                column += x.Size(3);
            }
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
        public Tensor Forward(Tensor x, Buffers buffers)
        {
            var hidden = buffers.Hidden(_conv1.OutputShape(x));
            _conv1.Forward(x, hidden, relu: true);
            var y = x;
            if (_shortcut is not null)
                _shortcut.Forward(x, y = buffers.State(_shortcut.OutputShape(x)));
            _conv2.Forward(hidden, y, adds: true, relu: true);
            return y;
        }
    }

    /// <summary>Working memory: two states of the network in turn, and what is inside a block. Grows to the largest batch so far.</summary>
    private sealed class Buffers
    {
        private readonly Memory<float>[] _memory = new Memory<float>[3];
        private int _last;

        public Tensor State(int[] shape) => Take(_last = 1 - _last, shape);

        public Tensor Hidden(int[] shape) => Take(2, shape);

        private Tensor Take(int index, int[] shape)
        {
            var length = shape.Aggregate(1, (product, size) => checked(product * size));
            if (_memory[index].Length < length)
                _memory[index] = GC.AllocateUninitializedArray<float>(length);
            return Tensor.From(_memory[index][..length], shape);
        }
    }
}
