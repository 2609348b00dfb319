using System.Buffers;
using Viml.Engine.Autograd;
using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>
/// Layers without a tape: from tensors into tensors of the caller, so that a large network runs in few buffers. Nothing is kept, and only
/// small objects and pooled memory are taken. The same mathematics as the operations of <see cref="Tape"/>, which training uses.
/// </summary>
public static class Inference
{
    /// <summary>
    /// A linear layer: y = x W^T + b for x [..., in], W [out, in], b [out] and y [..., out].
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Linear(Tensor x, Tensor weight, Tensor bias, Tensor y)
    {
        Require(weight.Rank == 2 && x.Rank > 0 && x.Size(-1) == weight.Size(1), nameof(Linear), x, weight, "the last sizes must be equal");
        var (outputs, inputs) = (weight.Size(0), weight.Size(1));
        Require(bias.Length == outputs, nameof(Linear), weight, bias, "the bias must be [out]");
        var rows = inputs == 0 ? 0 : x.Length / inputs;
        Require(
            y.Rank > 0 && y.Size(-1) == outputs && y.Length == rows * outputs, nameof(Linear), x, y,
            $"{rows} rows of {outputs} are written");
        if (y.Length > 0)
            Gemm.Multiply(
                new(x.Span, rows, inputs), new Matrix(weight.Span, outputs, inputs).Transposed, y.Span, bias: bias.Span);
    }

    /// <summary>
    /// Convolution of x [batch, in, length] with a weight [out, in, kernel] and stride 1, plus a bias [out], to y [batch, out, new length].
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Conv1d(Tensor x, Tensor weight, Tensor bias, int padding, Tensor y)
    {
        Require(
            x.Rank == 3 && weight.Rank == 3 && x.Size(1) == weight.Size(1), nameof(Conv1d), x, weight, "the input channels must be equal");
        var shape = new ConvolutionShape(x.Size(0), x.Size(1), 1, x.Size(2), weight.Size(0), 1, weight.Size(2), PaddingWidth: padding);
        Require(
            y.Rank == 3 && y.Length == shape.OutputLength, nameof(Conv1d), x, y,
            $"[{x.Size(0)}, {weight.Size(0)}, {shape.OutputWidth}] is written");
        Convolution.Forward(shape, x.Span, weight.Span, bias.Span, y.Span);
    }

    /// <summary>
    /// Layer normalisation over the last axis of x [..., width], times scale plus shift, to y of the same shape, which may be x.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void LayerNorm(Tensor x, Tensor scale, Tensor shift, float epsilon, Tensor y)
    {
        var width = scale.Length;
        Require(x.Rank > 0 && x.Size(-1) == width && shift.Length == width, nameof(LayerNorm), x, scale, "scale and shift must be [width]");
        Require(x.Length == y.Length, nameof(LayerNorm), x, y, "they must be equal");
        Parallelism.ForRanges(width == 0 ? 0 : x.Length / width, Grain.Rows(width), (from, to) =>
        {
            Span<float> statistics = stackalloc float[2];
            for (var row = from; row < to; row++)
                LayerNormalization.Forward(
                    x.Span.Slice(row * width, width), scale.Span, shift.Span, epsilon, y.Span.Slice(row * width, width), statistics[..1],
                    statistics[1..]);
        });
    }

    /// <summary>Applies a non-linearity in place.</summary>
    public static void Activate(FeedForwardActivation activation, Tensor x) => Parallelism.ForRanges(
        x.Length, Grain.Elements / 4, (from, to) =>
    {
        var range = x.Span[from..to];
        switch (activation)
        {
            case FeedForwardActivation.Gelu:
                Activations.Forward<Gelu>(range, range);
                break;
            case FeedForwardActivation.QuickGelu:
                Activations.Forward<QuickGelu>(range, range);
                break;
            default:
                Activations.Forward<Relu>(range, range);
                break;
        }
    });

    /// <summary>
    /// Multi-head scaled dot-product attention (Vaswani et al. 2017). The queries are the first third of the columns of
    /// <paramref name="queries"/> where that is <paramref name="packed"/>, else all of [batch, queries, width]; keys and values are the
    /// other thirds of packed [batch, time, 3 width].
    /// </summary>
    /// <param name="queries">The packed projections, or queries of their own.</param>
    /// <param name="packed">Queries, keys and values side by side.</param>
    /// <param name="heads">Divides the width.</param>
    /// <param name="causal">Step i sees the steps up to i only; needs as many queries as steps.</param>
    /// <param name="y">Receives [batch, queries, width].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Attention(Tensor queries, Tensor packed, int heads, bool causal, Tensor y)
    {
        Require(
            queries.Rank == 3 && packed.Rank == 3 && queries.Size(0) == packed.Size(0), nameof(Attention), queries, packed,
            "the batch must be equal");
        var (batch, count, time, width) = (packed.Size(0), queries.Size(1), packed.Size(1), packed.Size(2) / 3);
        Require(
            packed.Size(2) == 3 * width && (ReferenceEquals(queries, packed) || queries.Size(2) == width), nameof(Attention), queries,
            packed, "packed must be three times as wide");
        Require(!causal || count == time, nameof(Attention), queries, packed, "a causal mask needs a query for each step");
        Require(
            heads > 0 && width % heads == 0 && y.Length == batch * count * width, nameof(Attention), packed, y,
            $"{heads} heads must divide the width, and y must be [batch, queries, width]");
        if (y.Length == 0)
            return;
        var size = width / heads;
        Parallelism.For(batch * heads, index =>
        {
            var (sequence, head) = (index / heads, index % heads);
            var q = queries.Span[(sequence * count * queries.Size(2) + head * size)..];
            var k = packed.Span[(sequence * time * packed.Size(2) + width + head * size)..];
            var v = k[width..];
            var rented = ArrayPool<float>.Shared.Rent(count * time);
            var scores = rented.AsSpan(0, count * time); // [queries, time]
            Gemm.Multiply(
                new(q, count, size, queries.Size(2)), new Matrix(k, time, size, packed.Size(2)).Transposed, scores,
                alpha: 1 / MathF.Sqrt(size));
            for (var query = 0; causal && query < count - 1; query++)
                scores.Slice(query * time + query + 1, time - query - 1).Fill(float.NegativeInfinity);
            Rows.Softmax(scores, time, scores);
            Gemm.Multiply(
                new(scores, count, time), new(v, time, size, packed.Size(2)), y.Span[(sequence * count * width + head * size)..], width);
            ArrayPool<float>.Shared.Return(rented);
        });
    }

    private static void Require(bool holds, string operation, Tensor one, Tensor other, string rule)
    {
        if (!holds)
            throw new ArgumentException($"{operation}: shapes {one.ShapeText} and {other.ShapeText}: {rule}.");
    }
}
