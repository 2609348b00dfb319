using System.Buffers;
using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>
/// Scaled dot-product attention (Vaswani et al. 2017, equation 1) of one head of one sequence. Queries, keys and values are columns of
/// wider row-major matrices, given by their first element and the distance between rows, so heads are never copied apart.
/// </summary>
internal static class Attention
{
    /// <summary>
    /// probabilities [queries, keys] = softmax(q k^T / sqrt(size)), output = probabilities v. Keys marked in <paramref name="padding"/>
    /// (empty: none) take no part; where every key is marked the output is zero.
    /// </summary>
    public static void Forward(
        in AttentionShape shape, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<bool> padding,
        Span<float> probabilities, Span<float> output)
    {
        var (queries, keys, size) = (shape.Queries, shape.Keys, shape.HeadSize);
        Gemm.Multiply(false, true, queries, keys, size, shape.Scale, q, shape.QueryStride, k, shape.KeyStride, 0, probabilities, keys);
        for (var key = 0; key < padding.Length; key++)
            if (padding[key])
                for (var query = 0; query < queries; query++)
                    probabilities[query * keys + key] = float.NegativeInfinity;
        Rows.Softmax(probabilities, keys, probabilities);
        Gemm.Multiply(false, false, queries, size, keys, 1, probabilities, keys, v, shape.ValueStride, 0, output, shape.OutputStride);
    }

    /// <summary>Adds the derivatives of <see cref="Forward"/> to those of q, k and v, each of which may be empty to leave it out.</summary>
    public static void Backward(
        in AttentionShape shape, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<float> probabilities,
        ReadOnlySpan<float> outputGradient, Span<float> dq, Span<float> dk, Span<float> dv)
    {
        var (queries, keys, size) = (shape.Queries, shape.Keys, shape.HeadSize);
        if (!dv.IsEmpty)
            Gemm.Multiply(true, false, keys, size, queries, 1, probabilities, keys, outputGradient, shape.OutputStride, 1, dv, shape.ValueStride);
        if (dq.IsEmpty && dk.IsEmpty)
            return;

        var rented = ArrayPool<float>.Shared.Rent(queries * keys);
        var scores = rented.AsSpan(0, queries * keys);
        Gemm.Multiply(false, true, queries, keys, size, 1, outputGradient, shape.OutputStride, v, shape.ValueStride, 0, scores, keys);
        for (var start = 0; start < scores.Length; start += keys)
        {
            // Derivative of softmax: p * (g - dot(g, p)); zero for masked keys, whose p is zero.
            var p = probabilities.Slice(start, keys);
            var g = scores.Slice(start, keys);
            TensorPrimitives.Subtract(g, TensorPrimitives.Dot(p, g), g);
            TensorPrimitives.Multiply(g, p, g);
        }

        if (!dq.IsEmpty)
            Gemm.Multiply(false, false, queries, size, keys, shape.Scale, scores, keys, k, shape.KeyStride, 1, dq, shape.QueryStride);
        if (!dk.IsEmpty)
            Gemm.Multiply(true, false, keys, size, queries, shape.Scale, scores, keys, q, shape.QueryStride, 1, dk, shape.KeyStride);
        ArrayPool<float>.Shared.Return(rented);
    }
}

/// <summary>The sizes of one head and the distances between the rows of its matrices.</summary>
internal readonly record struct AttentionShape(
    int Queries, int Keys, int HeadSize, int QueryStride, int KeyStride, int ValueStride, int OutputStride)
{
    /// <summary>1 / sqrt(head size).</summary>
    public float Scale => 1 / MathF.Sqrt(HeadSize);
}
