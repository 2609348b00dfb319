using Viml.Engine.Autograd;
using Viml.Engine.Tests.Kernels;
using Viml.Engine.Tensors;
using Viml.Testing;

namespace Viml.Engine.Tests.Autograd;

/// <summary>Every operation of which PyTorch's numbers are kept, forward and gradient.</summary>
[Collection(SimdCollection.Name)]
public sealed class ReferenceTests
{
    // 1e-4 relative, and as much absolute as sums of a few dozen float32 terms of size 1 lose.
    private const double Absolute = 2e-6;
    private const double Relative = 1e-4;

    [Fact]
    public void MatMul_equals_PyTorch() => Check("matmul", (tape, x) => tape.MatMul(x[0], x[1]), 1e-5);

    [Fact]
    public void Batched_MatMul_equals_PyTorch() => Check("batched_matmul", (tape, x) => tape.MatMul(x[0], x[1]), 1e-5);

    [Fact]
    public void Linear_equals_PyTorch() => Check("linear", (tape, x) => tape.Linear(x[0], x[1], x[2]), 1e-5);

    [Fact]
    public void LayerNorm_equals_PyTorch() => Check("layer_norm", (tape, x) => tape.LayerNorm(x[0], x[1], x[2]));

    [Fact]
    public void Softmax_equals_PyTorch() => Check("softmax", (tape, x) => tape.Softmax(x[0]));

    [Fact]
    public void Gelu_equals_PyTorch() => Check("gelu_erf", (tape, x) => tape.Gelu(x[0]));

    [Fact]
    public void QuickGelu_equals_PyTorch() => Check("quick_gelu", (tape, x) => tape.QuickGelu(x[0]));

    [Fact]
    public void L2Normalize_equals_PyTorch() => Check("l2_normalize", (tape, x) => tape.L2Normalize(x[0]));

    [Fact]
    public void Conv2d_equals_PyTorch() => Check("conv2d", (tape, x) => tape.Conv2d(x[0], x[1], x[2], 2, 1, 1, 2), 1e-5);

    [Fact]
    public void Conv1d_equals_PyTorch() => Check("conv1d", (tape, x) => tape.Conv1d(x[0], x[1], x[2], padding: 3), 1e-5);

    [Fact]
    public void MaxPool2d_equals_PyTorch() => Check("max_pool2d", (tape, x) => tape.MaxPool2d(x[0], 2, 4));

    [Fact]
    public void AveragePool2d_equals_PyTorch() => Check("avg_pool2d_same", (tape, x) => tape.AveragePool2d(x[0], 3, 3, 1, 1, 1, 1));

    [Fact]
    public void BatchNorm_training_step_equals_PyTorch()
    {
        using var fixture = new Fixture("batch_norm_train");
        OperationCheck.InEveryMode(mode =>
        {
            var x = new Variable(fixture["x0"].Clone(), true);
            var scale = new Variable(fixture["scale"].Clone(), true);
            var shift = new Variable(fixture["shift"].Clone(), true);
            var mean = new Variable(new Tensor(12));
            var variance = new Variable(new Tensor(12));
            variance.Value.Span.Fill(1);
            var tape = Tape.ForTraining(1);

            var output = tape.BatchNorm(x, scale, shift, mean, variance);
            tape.Backward(OperationCheck.WeightedSum(tape, output, fixture["w"]));

            Equal(fixture["out"], output.Value, $"output, {mode}");
            Equal(fixture["g0"], x.Gradient!, $"input gradient, {mode}");
            Equal(fixture["g_scale"], scale.Gradient!, $"scale gradient, {mode}");
            Equal(fixture["g_shift"], shift.Gradient!, $"shift gradient, {mode}");
            Equal(fixture["running_mean"], mean.Value, $"running mean, {mode}");
            Equal(fixture["running_var"], variance.Value, $"running variance, {mode}");
        });
    }

    [Fact]
    public void InfoNce_equals_PyTorch()
    {
        using var fixture = new Fixture("info_nce");
        OperationCheck.InEveryMode(mode =>
        {
            var query = new Variable(fixture["query"].Clone(), true);
            var music = new Variable(fixture["music"].Clone(), true);
            var logScale = new Variable(fixture["log_scale"].Clone(), true);
            var tape = Tape.ForTraining(1);

            var oneWay = tape.InfoNce(query, music, logScale, symmetric: false);
            var symmetric = tape.InfoNce(query, music, logScale);
            tape.Backward(symmetric);

            Close.Assert(fixture["loss_query_to_music"].Span, oneWay.Value.Span, Absolute, Relative, $"one-way loss, {mode}");
            Close.Assert(fixture["loss_symmetric"].Span, symmetric.Value.Span, Absolute, Relative, $"symmetric loss, {mode}");
            Equal(fixture["g_query"], query.Gradient!, $"query gradient, {mode}");
            Equal(fixture["g_music"], music.Gradient!, $"music gradient, {mode}");
            Equal(fixture["g_log_scale"], logScale.Gradient!, $"scale gradient, {mode}");
        });
    }

    [Fact]
    public void InfoNce_with_answers_shared_out_is_the_cross_entropy_of_rows_and_columns()
    {
        var query = new Variable(Tensor.From(new float[] { 1, 0, 0, 1 }, 2, 2));
        var music = new Variable(Tensor.From(new float[] { 1, 0, 0, 1 }, 2, 2));
        var logScale = new Variable(Tensor.From(new[] { MathF.Log(2) }, 1));

        var loss = Tape.ForInference().InfoNce(query, music, logScale, relevance: new float[] { 3, 1, 0, 1 });

        // logits 2 and 0: -log softmax is 0.1269 for the own one and 2.1269 for the other; rows 3:1 and 0:1, columns 1:0 and 1:1
        double own = Math.Log(1 + Math.Exp(-2)), other = own + 2;
        var expected = (0.75 * own + 0.25 * other + own + own + 0.5 * own + 0.5 * other) / 4;
        Assert.Equal(expected, loss.Value.Span[0], 1e-5);
    }

    [Fact]
    public void InfoNce_leaves_the_others_of_a_group_out()
    {
        var query = new Variable(Tensor.From(new float[] { 1, 0, 0, 1, 1, 0 }, 3, 2));
        var logScale = new Variable(Tensor.From(new[] { MathF.Log(2) }, 1));

        var loss = Tape.ForInference().InfoNce(query, query, logScale, groups: new[] { 7, 8, 7 });

        // Rows 0 and 2 are the same: each is compared with itself (logit 2) and row 1 (logit 0) alone; row 1 with both others.
        double ofPair = Math.Log(1 + Math.Exp(-2)), ofOther = Math.Log(1 + 2 * Math.Exp(-2));
        Assert.Equal((2 * ofPair + ofOther) / 3, loss.Value.Span[0], 1e-5);
    }

    [Fact]
    public void InfoNce_takes_groups_of_the_batch_and_not_together_with_a_relevance()
    {
        var x = new Variable(Tensor.From(new float[] { 1, 0, 0, 1 }, 2, 2));
        var logScale = new Variable(Tensor.From(new[] { 0f }, 1));

        Assert.Throws<ArgumentException>(() => Tape.ForInference().InfoNce(x, x, logScale, groups: new[] { 1 }));
        Assert.Throws<ArgumentException>(
            () => Tape.ForInference().InfoNce(x, x, logScale, relevance: new float[] { 1, 0, 0, 1 }, groups: new[] { 1, 2 }));
    }

    [Fact]
    public void HardestTriplet_takes_the_nearest_of_another_group()
    {
        var query = new Variable(Tensor.From(new float[] { 1, 0, 1, 0, 0, 1 }, 3, 2));
        var target = new Variable(Tensor.From(new float[] { 1, 0, 1, 0, 0.6f, 0.8f }, 3, 2));

        var apart = Tape.ForInference().HardestTriplet(query, target, 0.5f, new[] { 1, 2, 3 });
        var together = Tape.ForInference().HardestTriplet(query, target, 0.5f, new[] { 1, 1, 3 });
        var alone = Tape.ForInference().HardestTriplet(query, target, 0.5f, new[] { 1, 1, 1 });

        // Rows 0 and 1 find each other at similarity 1, or in one group row 2 at 0.6; row 2 has its own at 0.8 and the others at 0.
        Assert.Equal((0.5 + 0.5 + 0) / 3, apart.Value.Span[0], 1e-6);
        Assert.Equal((0.1 + 0.1 + 0) / 3, together.Value.Span[0], 1e-6);
        Assert.Equal(0, alone.Value.Span[0]);
    }

    private static void Check(string name, Build build, double absolute = Absolute) =>
        OperationCheck.AgainstFixture(name, build, absolute, Relative);

    private static void Equal(Tensor expected, Tensor actual, string what) =>
        Close.Assert(expected.Span, actual.Span, Absolute, Relative, what);
}
