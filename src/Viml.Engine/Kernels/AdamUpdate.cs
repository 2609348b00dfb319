using System.Numerics;

namespace Viml.Engine.Kernels;

/// <summary>The numbers of one step of Adam that are the same for every element.</summary>
/// <param name="Decay">1 - learning rate * weight decay.</param>
/// <param name="Rate">Learning rate / (1 - beta1^step).</param>
/// <param name="SecondCorrection">1 / sqrt(1 - beta2^step).</param>
internal readonly record struct AdamFactors(float Beta1, float Beta2, float Epsilon, float Decay, float Rate, float SecondCorrection);

/// <summary>
/// Adam with decoupled weight decay (Kingma, Ba 2015; Loshchilov, Hutter 2019), in place: weight, both moments, and the gradient set to
/// zero for the next step, in one pass over memory.
/// </summary>
internal static class AdamUpdate
{
    public static void Step(in AdamFactors factors, Span<float> weight, Span<float> gradient, Span<float> first, Span<float> second)
    {
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= weight.Length - lanes; i += lanes)
        {
            var g = new Vector<float>(gradient[i..]);
            var m = new Vector<float>(first[i..]) * factors.Beta1 + g * (1 - factors.Beta1);
            var v = new Vector<float>(second[i..]) * factors.Beta2 + g * g * (1 - factors.Beta2);
            var step = m * factors.Rate / (Vector.SquareRoot(v) * factors.SecondCorrection + new Vector<float>(factors.Epsilon));
            (new Vector<float>(weight[i..]) * factors.Decay - step).CopyTo(weight[i..]);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            Vector<float>.Zero.CopyTo(gradient[i..]);
        }

        for (; i < weight.Length; i++)
        {
            var g = gradient[i];
            first[i] = first[i] * factors.Beta1 + g * (1 - factors.Beta1);
            second[i] = second[i] * factors.Beta2 + g * g * (1 - factors.Beta2);
            var step = first[i] * factors.Rate / (MathF.Sqrt(second[i]) * factors.SecondCorrection + factors.Epsilon);
            weight[i] = weight[i] * factors.Decay - step;
            gradient[i] = 0;
        }
    }
}
