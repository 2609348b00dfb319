using Viml.Engine.Autograd;
using Viml.Engine.Learning;
using Viml.Engine.Tensors;

namespace Viml.Engine.Tests.Learning;

public sealed class ScheduleAndClippingTests
{
    [Fact]
    public void The_rate_rises_linearly_and_falls_along_a_cosine()
    {
        var schedule = new WarmupCosineSchedule(Peak: 2, WarmupSteps: 4, TotalSteps: 104, End: 0.5);

        Assert.Equal([0.5, 1, 1.5, 2], Enumerable.Range(0, 4).Select(step => schedule.At(step)));
        Assert.Equal(2, schedule.At(4), 10);
        Assert.Equal(1.25, schedule.At(54), 10);
        Assert.Equal(0.5 + 0.75 * (1 + Math.Cos(Math.PI * 0.25)), schedule.At(29), 10);
        Assert.Equal(0.5, schedule.At(104));
        Assert.Equal(0.5, schedule.At(100_000));
    }

    [Fact]
    public void Without_warm_up_the_rate_begins_at_its_peak() => Assert.Equal(3, new WarmupCosineSchedule(3, 0, 10).At(0));

    [Fact]
    public void Gradients_are_scaled_together_to_the_maximum()
    {
        var (a, b) = (WithGradient(3, 0), WithGradient(0, 4));

        Assert.Equal(5, GradientClipping.ByGlobalNorm([a, b], 10), 6);
        Assert.Equal([3f, 0], a.Gradient!.Span.ToArray());
        Assert.Equal(5, GradientClipping.ByGlobalNorm([a, b], 1), 6);
        Assert.Equal(0.6f, a.Gradient!.Span[0], 1e-6f);
        Assert.Equal(0.8f, b.Gradient!.Span[1], 1e-6f);
    }

    [Fact]
    public void A_norm_that_is_not_finite_is_returned_and_scales_nothing()
    {
        var (a, b) = (WithGradient(3, float.NaN), WithGradient(0, 4));

        Assert.True(double.IsNaN(GradientClipping.ByGlobalNorm([a, b], 1)));
        Assert.Equal([0f, 4], b.Gradient!.Span.ToArray());
    }

    private static Variable WithGradient(params float[] gradient)
    {
        var variable = new Variable(new Tensor(gradient.Length), requiresGradient: true);
        var tape = Tape.ForTraining(1);
        tape.Backward(tape.SumAll(tape.Multiply(variable, tape.Constant(Tensor.From(gradient, gradient.Length)))));
        return variable;
    }
}
