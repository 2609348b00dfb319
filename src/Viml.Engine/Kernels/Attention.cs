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
        Gemm.Multiply(
            new(q, queries, size, shape.QueryStride), new Matrix(k, keys, size, shape.KeyStride).Transposed, probabilities,
            alpha: shape.Scale);
        for (var key = 0; key < padding.Length; key++)
            if (padding[key])
                for (var query = 0; query < queries; query++)
                    probabilities[query * keys + key] = float.NegativeInfinity;
        Rows.Softmax(probabilities, keys, probabilities);
        Gemm.Multiply(new(probabilities, queries, keys), new(v, keys, size, shape.ValueStride), output, shape.OutputStride);
    }

    /// <summary>Adds the derivatives of <see cref="Forward"/> to those of q, k and v, each of which may be empty to leave it out.</summary>
    public static void Backward(
        in AttentionShape shape, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<float> probabilities,
        ReadOnlySpan<float> outputGradient, Span<float> dq, Span<float> dk, Span<float> dv)
    {
        var (queries, keys, size) = (shape.Queries, shape.Keys, shape.HeadSize);
        var dy = new Matrix(outputGradient, queries, size, shape.OutputStride);
        if (!dv.IsEmpty)
            Gemm.Multiply(new Matrix(probabilities, queries, keys).Transposed, dy, dv, shape.ValueStride, beta: 1);
        if (dq.IsEmpty && dk.IsEmpty)
            return;

        var rented = ArrayPool<float>.Shared.Rent(queries * keys);
        var scores = rented.AsSpan(0, queries * keys);
        Gemm.Multiply(dy, new Matrix(v, keys, size, shape.ValueStride).Transposed, scores);
        for (var start = 0; start < scores.Length; start += keys)
        {
            // Derivative of softmax: p * (g - dot(g, p)); zero for masked keys, whose p is zero.
            var p = probabilities.Slice(start, keys);
            var g = scores.Slice(start, keys);
            TensorPrimitives.Subtract(g, TensorPrimitives.Dot(p, g), g);
            TensorPrimitives.Multiply(g, p, g);
        }

        if (!dq.IsEmpty)
            Gemm.Multiply(new(scores, queries, keys), new(k, keys, size, shape.KeyStride), dq, shape.QueryStride, shape.Scale, beta: 1);
        if (!dk.IsEmpty)
            Gemm.Multiply(
                new Matrix(scores, queries, keys).Transposed, new(q, queries, size, shape.QueryStride), dk, shape.KeyStride, shape.Scale,
                beta: 1);
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
