using Viml.Engine.Autograd;
using Viml.Engine.Kernels;
using Viml.Engine.Tensors;
using Viml.Testing;

namespace Viml.Engine.Tests.Autograd;

/// <summary>Builds one operation from its inputs.</summary>
internal delegate Variable Build(Tape tape, Variable[] inputs);

/// <summary>Checks an operation against PyTorch's numbers and against central finite differences.</summary>
internal static class OperationCheck
{
    /// <summary>
    /// Forward and gradients of sum(out * w) against a fixture with <c>x0</c>, <c>x1</c>, ... and <c>out</c>, <c>w</c>, <c>g0</c>,
    /// <c>g1</c>, ..., with the fastest and with the portable kernels, on one thread and on several.
    /// </summary>
    public static void AgainstFixture(string name, Build build, double absolute, double relative)
    {
        using var fixture = new Fixture(name);
        var names = Enumerable.Range(0, 9).Where(i => fixture.File.Contains($"x{i}")).ToArray();
        InEveryMode(mode =>
        {
            var inputs = names.Select(i => new Variable(fixture[$"x{i}"].Clone(), requiresGradient: true)).ToArray();
            var tape = Tape.ForTraining(1);
            var output = build(tape, inputs);
            Assert.Equal(fixture["out"].Shape.ToArray(), output.Shape.ToArray());
            Close.Assert(fixture["out"].Span, output.Value.Span, absolute, relative, $"{name} forward, {mode}");

            tape.Backward(WeightedSum(tape, output, fixture["w"]));
            foreach (var i in names)
                Close.Assert(fixture[$"g{i}"].Span, inputs[i].Gradient!.Span, absolute, relative, $"{name} gradient of x{i}, {mode}");
        });
    }

    /// <summary>
    /// The gradient of a random weighting of the output against central differences of width <paramref name="step"/>, for seeded normal
    /// inputs of the given shapes. Empty inputs must simply work and give empty gradients.
    /// </summary>
    public static void AgainstDifferences(Build build, double absolute, double relative, float step, params int[][] shapes) =>
        AgainstDifferences(build, absolute, relative, step, [.. shapes.Select((shape, i) => Samples.Normal(100 + i, shape))]);

    /// <summary>As above with given inputs.</summary>
    public static void AgainstDifferences(Build build, double absolute, double relative, float step, Tensor[] values) => InEveryMode(mode =>
    {
        var inputs = values.Select(value => new Variable(value.Clone(), requiresGradient: true)).ToArray();
        var tape = Tape.ForTraining(1);
        var output = build(tape, inputs);
        var weights = Samples.Normal(99, output.Shape.ToArray());
        tape.Backward(WeightedSum(tape, output, weights));

        for (var k = 0; k < inputs.Length; k++)
        {
            var expected = new float[inputs[k].Length];
            for (var i = 0; i < expected.Length; i++)
            {
                var span = inputs[k].Value.Span;
                var centre = span[i];
                span[i] = centre + step;
                var above = Objective(tape, output, weights);
                span[i] = centre - step;
                var below = Objective(tape, output, weights);
                span[i] = centre;
                expected[i] = (float)((above - below) / (2.0 * step));
            }

            Close.Assert(
                expected, inputs[k].Gradient is { } gradient ? gradient.Span : default, absolute, relative,
                $"gradient of input {k}, {mode}");
        }
    });

    /// <summary>The scalar sum(output * weights).</summary>
    public static Variable WeightedSum(Tape tape, Variable output, Tensor weights) =>
        tape.SumAll(tape.Multiply(output, tape.Constant(weights)));

    /// <summary>Runs a check with all kernels and with the portable ones, on one thread and on several.</summary>
    public static void InEveryMode(Action<string> check)
    {
        var (threads, level) = (Parallelism.Threads, Simd.Level);
        try
        {
            foreach (var (count, portable) in new[] { (1, false), (3, false), (1, true) })
            {
                Parallelism.Threads = count;
                Simd.Level = portable ? SimdLevel.Portable : level;
                check($"{count} thread(s){(portable ? ", portable" : "")}");
            }
        }
        finally
        {
            (Parallelism.Threads, Simd.Level) = (threads, level);
        }
    }

    // Sums in double: the difference of two float sums would lose the digits that are asked for.
    private static double Objective(Tape tape, Variable output, Tensor weights)
    {
        tape.Replay();
        var sum = 0.0;
        for (var i = 0; i < output.Length; i++)
            sum += (double)output.Value.Span[i] * weights.Span[i];
        return sum;
    }
}
