using Viml.Engine.Autograd;
using Viml.Engine.Tensors;
using Viml.Testing;

namespace Viml.Engine.Tests.Autograd;

public sealed class BatchNormMaxTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_equals_batch_norm_and_then_the_maximum_for_scales_of_both_signs(bool training)
    {
        var (fused, fusedInputs) = Run(training, (tape, x) => tape.BatchNormMax(x[0], x[1], x[2], x[3], x[4]));
        var (plain, plainInputs) = Run(training, (tape, x) => tape.MaxOver(tape.BatchNorm(x[0], x[1], x[2], x[3], x[4]), 2));

        Close.Assert(plain.Value.Span, fused.Value.Span, 1e-5, 1e-5, "maxima");
        for (var i = 0; i < 5; i++)
        {
            Close.Assert(plainInputs[i].Value.Span, fusedInputs[i].Value.Span, 1e-5, 1e-5, $"value of input {i}");
            if (training
                && i < 3) Close.Assert(plainInputs[i].Gradient!.Span, fusedInputs[i].Gradient!.Span, 1e-5, 1e-4, $"gradient of input {i}");
        }
    }

    private static (Variable Output, Variable[] Inputs) Run(bool training, Build build)
    {
        Variable[] inputs =
        [
            new(Samples.Normal(1, [3, 4, 6, 7]), requiresGradient: true),
            new(Tensor.From(new[] { 1f, -2, 0.5f, -0.25f }, 4), requiresGradient: true),
            new(Samples.Normal(2, [4]), requiresGradient: true), new(Samples.Normal(3, [4])), new(Tensor.From(new[] { 1f, 2, 0.5f, 3 }, 4)),
        ];
        var tape = training ? Tape.ForTraining(1) : Tape.ForInference();
        var output = build(tape, inputs);
        if (training) tape.Backward(tape.SumAll(tape.Multiply(output, tape.Constant(Samples.Normal(4, output.Shape.ToArray())))));
        return (output, inputs);
    }
}
