using Viml.Engine.Autograd;
using Viml.Engine.Tensors;
using Viml.Engine.Tests.Kernels;

namespace Viml.Engine.Tests.Autograd;

/// <summary>Every operation's gradient against central differences: uneven sizes, axes of size one, empty axes.</summary>
[Collection(SimdCollection.Name)]
public sealed class DifferenceTests
{
    // Central differences of float32 functions of size 1 to 10 with a step of 0.01 are good to about 1e-3.
    private const double Absolute = 3e-3;
    private const double Relative = 5e-3;
    private const float Step = 1e-2f;

    public static TheoryData<string, int[][]> Cases { get; } = new()
    {
        { "Add", [[3, 5, 7], [7]] },
        { "Add", [[3, 5, 7], [3, 5, 1]] },
        { "Add", [[7], [3, 5, 7]] },
        { "Add", [[3, 5, 7], [1, 5, 1]] },
        { "Add", [[2, 3], [1]] },
        { "Add", [[2, 3], []] },
        { "Add", [[1, 1], [1]] },
        { "Add", [[0, 3], [3]] },
        { "Add", [[3, 0], [0]] },
        { "Subtract", [[3, 5, 7], [5, 7]] },
        { "Subtract", [[3, 5, 7], [3, 1, 1]] },
        { "Multiply", [[3, 5, 7], [7]] },
        { "Multiply", [[3, 5, 7], [3, 5, 1]] },
        { "Multiply", [[3, 5], [3, 5]] },
        { "Multiply", [[4, 0], [0]] },
        { "Square", [[11]] },
        { "Scale", [[3, 5]] },
        { "Scale", [[0]] },
        { "Expand", [[1, 1, 7]] },
        { "Expand", [[4, 1]] },
        { "Relu", [[37]] },
        { "Gelu", [[37]] },
        { "QuickGelu", [[37]] },
        { "Sigmoid", [[37]] },
        { "Tanh", [[37]] },
        { "Gelu", [[0]] },
        { "Gelu", [[1]] },
        { "Softmax", [[3, 11]] },
        { "Softmax", [[5, 1]] },
        { "Softmax", [[0, 4]] },
        { "Softmax", [[4, 0]] },
        { "L2Normalize", [[3, 11]] },
        { "L2Normalize", [[0, 3]] },
        { "L2Normalize", [[3, 0]] },
        { "LayerNorm", [[3, 11], [11], [11]] },
        { "LayerNorm", [[2, 3, 33], [33], [33]] },
        { "LayerNorm", [[0, 4], [4], [4]] },
        { "LayerNorm", [[3, 1], [1], [1]] },
        { "BatchNorm", [[7, 3], [3], [3]] },
        { "BatchNorm", [[2, 3, 19], [3], [3]] },
        { "BatchNorm", [[2, 3, 3, 5], [3], [3]] },
        { "BatchNorm", [[1, 3, 5], [3], [3]] },
        { "BatchNorm", [[0, 3], [3], [3]] },
        { "BatchNormMax", [[2, 3, 4, 5], [3], [3]] },
        { "BatchNormMax", [[2, 3, 1, 5], [3], [3]] },
        { "BatchNormMax", [[0, 3, 4, 5], [3], [3]] },
        { "Linear", [[5, 7], [3, 7], [3]] },
        { "Linear", [[2, 3, 5], [1, 5], [1]] },
        { "Linear", [[0, 5], [2, 5], [2]] },
        { "LinearWithoutBias", [[5, 7], [3, 7]] },
        { "MatMul", [[5, 7], [7, 3]] },
        { "MatMul", [[2, 5, 7], [7, 3]] },
        { "MatMul", [[2, 5, 7], [2, 7, 3]] },
        { "MatMul", [[1, 1], [1, 1]] },
        { "MatMul", [[0, 3], [3, 2]] },
        { "MatMulTransposed", [[5, 7], [3, 7]] },
        { "MatMulTransposed", [[2, 2, 5, 7], [2, 2, 3, 7]] },
        { "Conv1d", [[2, 3, 11], [5, 3, 3], [5]] },
        { "Conv1d", [[1, 1, 3], [1, 1, 3], [1]] },
        { "Conv1d", [[0, 3, 11], [5, 3, 3], [5]] },
        { "Conv2d", [[2, 3, 7, 6], [4, 3, 3, 2], [4]] },
        { "MaxPool2d", [[2, 2, 7, 9]] },
        { "AveragePool2d", [[2, 2, 7, 9]] },
        { "AveragePool2d", [[0, 2, 7, 9]] },
        { "MaxOver", [[3, 5, 7]] },
        { "MaxOver", [[3, 1, 7]] },
        { "MaxOver", [[0, 5, 7]] },
        { "MeanOver", [[3, 5, 7]] },
        { "MeanOver", [[3, 1, 7]] },
        { "MeanOver", [[3, 5, 0]] },
        { "SumAll", [[3, 5]] },
        { "MeanAll", [[3, 5]] },
        { "Reshape", [[3, 4]] },
        { "SliceFirst", [[5, 3]] },
        { "SliceMiddle", [[3, 5, 2]] },
        { "Select", [[3, 5, 2]] },
        { "Concat", [[3, 2, 4], [3, 1, 4], [3, 0, 4]] },
        { "ConcatFirst", [[2, 3], [1, 3]] },
        { "Permute", [[3, 4, 5]] },
        { "Permute", [[3, 0, 5]] },
        { "Attention", [[2, 5, 6], [2, 3, 6], [2, 3, 6]] },
        { "Attention", [[1, 1, 2], [1, 1, 2], [1, 1, 2]] },
        { "Attention", [[0, 5, 6], [0, 3, 6], [0, 3, 6]] },
        { "SelfAttentionPadded", [[2, 4, 18]] },
        { "PackedAttention", [[2, 1, 6], [2, 4, 12]] },
        { "Embedding", [[6, 5]] },
        { "EmbeddingBagMean", [[6, 5]] },
        { "EmbeddingBagSum", [[6, 5]] },
        { "BinaryCrossEntropy", [[4, 5]] },
        { "MeanSquaredError", [[4, 5], [4, 5]] },
        { "Triplet", [[5, 4], [5, 4], [5, 4]] },
        { "MaskedTriplet", [[5, 6]] },
        { "HardestTriplet", [[5, 4], [5, 4]] },
        { "InfoNce", [[5, 4], [5, 4], [1]] },
        { "InfoNceOneWay", [[5, 4], [5, 4], [1]] },
        { "InfoNceShared", [[5, 4], [5, 4], [1]] },
        { "InfoNceGrouped", [[5, 4], [5, 4], [1]] },
        { "InfoNce", [[1, 4], [1, 4], [1]] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_equals_central_differences(string operation, int[][] shapes) =>
        OperationCheck.AgainstDifferences(Operations[operation], Absolute, Relative, Step, Values(operation, shapes));

    private static readonly Dictionary<string, Build> Operations = new()
    {
        ["Add"] = (tape, x) => tape.Add(x[0], x[1]),
        ["Subtract"] = (tape, x) => tape.Subtract(x[0], x[1]),
        ["Multiply"] = (tape, x) => tape.Multiply(x[0], x[1]),
        ["Square"] = (tape, x) => tape.Multiply(x[0], x[0]),
        ["Scale"] = (tape, x) => tape.Scale(x[0], -2.5f),
        ["Expand"] = (tape, x) => x[0].Rank == 3 ? tape.Expand(x[0], 3, 2, 7) : tape.Expand(x[0], 4, 3),
        ["Relu"] = (tape, x) => tape.Relu(x[0]),
        ["Gelu"] = (tape, x) => tape.Gelu(x[0]),
        ["QuickGelu"] = (tape, x) => tape.QuickGelu(x[0]),
        ["Sigmoid"] = (tape, x) => tape.Sigmoid(x[0]),
        ["Tanh"] = (tape, x) => tape.Tanh(x[0]),
        ["Softmax"] = (tape, x) => tape.Softmax(x[0]),
        ["L2Normalize"] = (tape, x) => tape.L2Normalize(x[0]),
        ["LayerNorm"] = (tape, x) => tape.LayerNorm(x[0], x[1], x[2]),
        ["BatchNormMax"] = (tape, x) => tape.BatchNormMax(x[0], x[1], x[2], new Variable(new Tensor(3)), new Variable(new Tensor(3))),
        ["BatchNorm"] = (tape, x) => tape.BatchNorm(x[0], x[1], x[2], new Variable(new Tensor(3)), new Variable(new Tensor(3))),
        ["Linear"] = (tape, x) => tape.Linear(x[0], x[1], x[2]),
        ["LinearWithoutBias"] = (tape, x) => tape.Linear(x[0], x[1]),
        ["MatMul"] = (tape, x) => tape.MatMul(x[0], x[1]),
        ["MatMulTransposed"] = (tape, x) => tape.MatMul(x[0], x[1], transposeB: true),
        ["Conv1d"] = (tape, x) => tape.Conv1d(x[0], x[1], x[2], stride: 2, padding: 1),
        ["Conv2d"] = (tape, x) => tape.Conv2d(x[0], x[1], x[2], 2, 1, 1, 1),
        ["MaxPool2d"] = (tape, x) => tape.MaxPool2d(x[0], 3, 2, 2, 2, 1, 0),
        ["AveragePool2d"] = (tape, x) => tape.AveragePool2d(x[0], 3, 2, 2, 2, 1, 1),
        ["MaxOver"] = (tape, x) => tape.MaxOver(x[0], 1),
        ["MeanOver"] = (tape, x) => tape.MeanOver(x[0], -2),
        ["SumAll"] = (tape, x) => tape.SumAll(x[0]),
        ["MeanAll"] = (tape, x) => tape.MeanAll(x[0]),
        ["Reshape"] = (tape, x) => tape.Tanh(tape.Reshape(x[0], 2, -1)),
        ["SliceFirst"] = (tape, x) => tape.Tanh(tape.SliceAxis(x[0], 0, 1, 3)),
        ["SliceMiddle"] = (tape, x) => tape.SliceAxis(x[0], 1, 2, 3),
        ["Select"] = (tape, x) => tape.Select(x[0], 1, 4),
        ["Concat"] = (tape, x) => tape.Concat(1, x),
        ["ConcatFirst"] = (tape, x) => tape.Concat(0, x[0], x[1], x[0]),
        ["Permute"] = (tape, x) => tape.Permute(x[0], 2, 0, 1),
        ["Attention"] = (tape, x) => tape.Attention(x[0], x[1], x[2], heads: 2),
        ["SelfAttentionPadded"] = (tape, x) => tape.SelfAttention(x[0], heads: 3, padding: Padding()),
        ["PackedAttention"] = (tape, x) => tape.PackedAttention(x[0], x[1], heads: 3, padding: Padding()),
        ["Embedding"] = (tape, x) => tape.Embedding(x[0], new[] { 4, 0, 4, 5 }),
        ["EmbeddingBagMean"] = (tape, x) => tape.EmbeddingBag(x[0], new[] { 4, 0, 4, 5, 99 }, new[] { 0, 3, 3, 4 }),
        ["EmbeddingBagSum"] = (tape, x) => tape.EmbeddingBag(x[0], new[] { 4, 0, 4, 5 }, new[] { 0, 3, 3, 4 }, mean: false),
        ["BinaryCrossEntropy"] = (tape, x) => tape.BinaryCrossEntropyWithLogits(x[0], Between(1, 0, 1, 4, 5), Between(2, 0, 3, 4, 5)),
        ["MeanSquaredError"] = (tape, x) => tape.MeanSquaredError(x[0], x[1]),
        ["Triplet"] = (tape, x) => tape.Triplet(x[0], x[1], x[2], 0.1f),
        ["MaskedTriplet"] = (tape, x) => tape.MaskedTriplet(x[0], Triplets, margin: 3),
        ["HardestTriplet"] = (tape, x) => tape.HardestTriplet(x[0], x[1], margin: 1.5f, new[] { 3, 1, 3, 2, 3 }),
        ["InfoNce"] = (tape, x) => tape.InfoNce(x[0], x[1], x[2]),
        ["InfoNceOneWay"] = (tape, x) => tape.InfoNce(x[0], x[1], x[2], symmetric: false),
        ["InfoNceShared"] = (tape, x) => tape.InfoNce(x[0], x[1], x[2], relevance: Relevance()),
        ["InfoNceGrouped"] = (tape, x) => tape.InfoNce(x[0], x[1], x[2], groups: new[] { 3, 1, 3, 2, 3 }),
    };

    // Two masks that overlap, a row in several roles, an entry that is not used, and a comparison of a row with itself.
    private static readonly TripletRows[] Triplets = [new(0, 1, 2, 0, 3), new(2, 0, 4, 2, 4), new(9, 9, 9, 0, 0), new(3, 3, 1, 0, 6)];

    // Kinks must lie away from the points, by more than the step.
    private static Tensor[] Values(string operation, int[][] shapes)
    {
        var values = shapes.Select((shape, i) => Samples.Normal(100 + i, shape)).ToArray();
        if (operation is "Relu" or "MaxPool2d" or "MaxOver")
        {
            var order = values[0].Span.ToArray();
            new Random(5).Shuffle(order);
            for (var i = 0; i < values[0].Length; i++)
                values[0].Span[i] = 0.05f * (Rank(order, i) - order.Length / 2) + 0.025f;
        }

        return values;
    }

    private static int Rank(float[] values, int index) => values.Count(value => value < values[index]);

    private static PaddingMask Padding()
    {
        var padding = new PaddingMask(2, 4);
        padding.SetLength(0, 3);
        padding.SetLength(1, 0);
        return padding;
    }

    private static float[] Relevance() => [.. Enumerable.Range(0, 25).Select(pair => pair % 6 == 0 ? 1f : pair % 4 * 0.2f)];

    private static Tensor Between(int seed, float low, float high, params int[] shape)
    {
        var tensor = Samples.Normal(seed, shape);
        foreach (ref var value in tensor.Span)
            value = low + (high - low) / (1 + MathF.Exp(-value));
        return tensor;
    }
}
