using System.Numerics.Tensors;
using Viml.Engine.Autograd;

namespace Viml.Engine.Learning;

/// <summary>Limits the length of the gradient.</summary>
public static class GradientClipping
{
    /// <summary>
    /// Scales all gradients together so that the norm of them as one vector is at most <paramref name="maximum"/>, and returns the norm
    /// before (Pascanu et al. 2013). A norm that is not finite is returned and nothing is scaled: the caller should skip the step.
    /// </summary>
    public static double ByGlobalNorm(IReadOnlyList<Variable> parameters, double maximum)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var squares = 0.0;
        for (var i = 0; i < parameters.Count; i++)
            squares += SumOfSquares(parameters[i]);
        var norm = Math.Sqrt(squares);
        if (!double.IsFinite(norm) || norm <= maximum)
            return norm;
        for (var i = 0; i < parameters.Count; i++)
            Scale(parameters[i], (float)(maximum / norm));
        return norm;
    }

    private static double SumOfSquares(Variable parameter)
    {
        if (parameter.Gradient is not { } gradient)
            return 0;
        if (parameter.TouchedRows is not { } touched)
            return TensorPrimitives.SumOfSquares<float>(gradient.Span);
        var sum = 0.0;
        var width = parameter.Size(1);
        foreach (var row in touched.Rows)
            sum += TensorPrimitives.SumOfSquares<float>(gradient.Span.Slice(row * width, width));
        return sum;
    }

    private static void Scale(Variable parameter, float factor)
    {
        if (parameter.Gradient is not { } gradient)
            return;
        if (parameter.TouchedRows is not { } touched)
        {
            TensorPrimitives.Multiply(gradient.Span, factor, gradient.Span);
            return;
        }

        var width = parameter.Size(1);
        foreach (var row in touched.Rows)
            TensorPrimitives.Multiply(gradient.Span.Slice(row * width, width), factor, gradient.Span.Slice(row * width, width));
    }
}
