namespace Viml.Engine.Kernels;

/// <summary>Copies elements into another order of axes.</summary>
internal static class Permutation
{
    /// <summary>
    /// Fills <paramref name="ordered"/>, of shape <paramref name="sizes"/>, from a source whose axes lie at <paramref name="strides"/>.
    /// </summary>
    public static void Gather(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, ReadOnlySpan<float> source, Span<float> ordered)
    {
        var walk = new Walk(sizes, strides, stackalloc int[sizes.Length]);
        for (var start = 0; start < ordered.Length; start += walk.Inner)
        {
            var position = walk.Next();
            for (var i = 0; i < walk.Inner; i++)
                ordered[start + i] = source[position + i * walk.InnerStride];
        }
    }

    /// <summary>The reverse of <see cref="Gather"/>: destination += ordered.</summary>
    public static void ScatterAdd(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, ReadOnlySpan<float> ordered, Span<float> destination)
    {
        var walk = new Walk(sizes, strides, stackalloc int[sizes.Length]);
        for (var start = 0; start < ordered.Length; start += walk.Inner)
        {
            var position = walk.Next();
            for (var i = 0; i < walk.Inner; i++)
                destination[position + i * walk.InnerStride] += ordered[start + i];
        }
    }

    /// <summary>Steps through all positions but those of the last axis, which the caller's inner loop takes.</summary>
    private ref struct Walk(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<int> counter)
    {
        private readonly ReadOnlySpan<int> _sizes = sizes, _strides = strides;
        private readonly Span<int> _counter = counter;
        private int _position;

        public int Inner { get; } = sizes.IsEmpty ? 1 : sizes[^1];

        public int InnerStride { get; } = strides.IsEmpty ? 0 : strides[^1];

        public int Next()
        {
            var current = _position;
            for (var axis = _sizes.Length - 2; axis >= 0; axis--)
            {
                _position += _strides[axis];
                if (++_counter[axis] < _sizes[axis])
                    break;
                _position -= _strides[axis] * _sizes[axis];
                _counter[axis] = 0;
            }

            return current;
        }
    }
}
