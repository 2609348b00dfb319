using Viml.Engine.Tensors;

namespace Viml.Models.Clip;

/// <summary>
/// The working memory of a tower, used again by every layer and every batch: the tokens, a narrow buffer of the same size for what is
/// normalised or attended, and a wide one for projections, patches and what is inside the feed-forward block. Grows to the largest batch so
/// far.
/// </summary>
internal sealed class ClipBuffers(int width, int wide)
{
    private Memory<float> _tokens, _narrow, _wide, _last;

    /// <summary>[batch, time, width]: the state of the tower.</summary>
    public Tensor Tokens(int batch, int time) => Take(ref _tokens, batch, time, width);

    /// <summary>[batch, time, width].</summary>
    public Tensor Narrow(int batch, int time) => Take(ref _narrow, batch, time, width);

    /// <summary>[batch, time, size], size not above <c>wide</c>.</summary>
    public Tensor Wide(int batch, int time, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, wide);
        return Take(ref _wide, batch, time, size);
    }

    /// <summary>[batch, 1, width]: what leaves the last layer.</summary>
    public Tensor Last(int batch) => Take(ref _last, batch, 1, width);

    private static Tensor Take(ref Memory<float> memory, int batch, int time, int size)
    {
        var length = checked(batch * time * size);
        if (memory.Length < length)
            memory = GC.AllocateUninitializedArray<float>(length);
        return Tensor.From(memory[..length], batch, time, size);
    }
}
