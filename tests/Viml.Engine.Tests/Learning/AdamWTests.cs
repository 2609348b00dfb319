using Viml.Engine.Autograd;
using Viml.Engine.Learning;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Learning;

public sealed class AdamWTests
{
    [Theory]
    [InlineData("adam", 0)]
    [InlineData("adamw", 0.1)]
    public void Six_steps_equal_PyTorch(string name, double decay)
    {
        using var fixture = new Fixture(name);
        var weight = new Variable(fixture["start"].Clone(), requiresGradient: true);
        var optimizer = new AdamW([("weight", weight)], new AdamWOptions { WeightDecay = decay, Decays = (_, _) => true });

        for (var step = 0; step < 6; step++)
        {
            SetGradient(weight, fixture["grads"].Slice(step, 1));
            optimizer.Step(1e-2);
        }

        Close.Assert(fixture["end"].Span, weight.Value.Span, 1e-6, 1e-5);
        Assert.Equal(new float[50], weight.Gradient!.Span.ToArray());
    }

    [Fact]
    public void Biases_and_norms_do_not_decay_unless_asked()
    {
        var matrix = new Variable(Samples.Normal(1, 2, 2), requiresGradient: true);
        var vector = new Variable(Samples.Normal(2, 2), requiresGradient: true);
        var (matrixBefore, vectorBefore) = (matrix.Value.Clone(), vector.Value.Clone());
        var optimizer = new AdamW([("m", matrix), ("v", vector)], new AdamWOptions { WeightDecay = 0.5 });
        SetGradient(matrix, new Tensor(4));
        SetGradient(vector, new Tensor(2));

        optimizer.Step(0.1);

        Close.Assert(matrixBefore.Span.ToArray().Select(value => value * 0.95f).ToArray(), matrix.Value.Span, 0, 1e-6);
        Assert.Equal(vectorBefore.Span.ToArray(), vector.Value.Span.ToArray());
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        var weight = new Variable(Samples.Normal(1, 3, 3), requiresGradient: true);
        var before = weight.Value.Span.ToArray();

        new AdamW([("w", weight)], new AdamWOptions { WeightDecay = 1 }).Step(0.1);

        Assert.Equal(before, weight.Value.Span.ToArray());
    }

    [Fact]
    public void Only_touched_rows_of_a_lookup_table_move()
    {
        var table = Variable.LookupTable(Samples.Normal(1, 5, 3));
        var before = table.Value.Clone();
        var optimizer = new AdamW([("table", table)], new AdamWOptions { WeightDecay = 0.1 });
        var tape = Tape.ForTraining(1);
        var loss = tape.SumAll(tape.Embedding(table, new[] { 3, 1, 3 }));
        tape.Backward(loss);

        Assert.Equal(Math.Sqrt(3 * (4 + 1)), GradientClipping.ByGlobalNorm([table], double.MaxValue), 5);
        optimizer.Step(0.1);

        foreach (var row in Enumerable.Range(0, 5))
            Assert.Equal(row is 1 or 3, !before.Slice(row, 1).Span.SequenceEqual(table.Value.Slice(row, 1).Span));
        Assert.Equal(new float[15], table.Gradient!.Span.ToArray());
        Assert.Equal(0, GradientClipping.ByGlobalNorm([table], 1));
    }

    [Fact]
    public void Training_goes_on_exactly_from_saved_state()
    {
        using var folder = new TemporaryFolder();
        var through = new Variable(Samples.Normal(1, 4, 4), requiresGradient: true);
        var optimizer = new AdamW([("w", through)]);
        for (var step = 0; step < 3; step++)
            Step(optimizer, through, step);
        optimizer.Save(folder["state.safetensors"]);
        var resumed = new Variable(through.Value.Clone(), requiresGradient: true);
        var second = new AdamW([("w", resumed)]);

        second.Restore(folder["state.safetensors"]);
        for (var step = 3; step < 6; step++)
        {
            Step(optimizer, through, step);
            Step(second, resumed, step);
        }

        Assert.Equal(6, second.StepCount);
        Assert.Equal(through.Value.Span.ToArray(), resumed.Value.Span.ToArray());
    }

    [Fact]
    public void State_of_other_parameters_is_a_weight_file_fault_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        new AdamW([("a", new Variable(new Tensor(2), true)), ("b", new Variable(new Tensor(3), true))]).Save(folder["state.safetensors"]);
        var optimizer = new AdamW([("a", new Variable(new Tensor(4), true)), ("c", new Variable(new Tensor(3), true))]);

        var message = Assert.Throws<WeightFileException>(() => optimizer.Restore(folder["state.safetensors"])).Message;

        Assert.Contains("a.first_moment of another shape", message);
        Assert.Contains("no c.first_moment", message);
        Assert.Contains("unexpected b.second_moment", message);
        Assert.Equal(0, optimizer.StepCount);
    }

    private static void Step(AdamW optimizer, Variable weight, int seed)
    {
        SetGradient(weight, Samples.Normal(seed, 16));
        optimizer.Step(0.01);
    }

    private static void SetGradient(Variable weight, Tensor gradient)
    {
        var tape = Tape.ForTraining(1);
        tape.Backward(tape.SumAll(tape.Multiply(weight, tape.Constant(gradient.Reshape(weight.Shape)))));
    }
}
