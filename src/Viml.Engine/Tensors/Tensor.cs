namespace Viml.Engine.Tensors;

/// <summary>
/// A float32 array of any rank, row-major and contiguous. The storage is <see cref="Memory{T}"/>: an array, or a file that is mapped
/// into memory. Views exist only for reshaping and for ranges of the first axis, so every tensor is one unbroken stretch of memory.
/// </summary>
/// <remarks>Reading from several threads is safe; writing is the caller's to arrange.</remarks>
public sealed class Tensor
{
    private readonly int[] _shape;

    /// <summary>Allocates a tensor of zeros. Without sizes it is a scalar: one element.</summary>
    /// <exception cref="ArgumentException">A size is negative, or the elements do not fit one array.</exception>
    public Tensor(params ReadOnlySpan<int> shape)
    {
        Length = CheckedLength(shape);
        _shape = shape.ToArray();
        Memory = new float[Length];
    }

    private Tensor(Memory<float> memory, int[] shape)
    {
        _shape = shape;
        Length = memory.Length;
        Memory = memory;
    }

    /// <summary>The size of every axis, outermost first.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of axes.</summary>
    public int Rank => _shape.Length;

    /// <summary>The number of elements: the product of the sizes.</summary>
    public int Length { get; }

    /// <summary>The elements, last axis fastest.</summary>
    public Memory<float> Memory { get; }

    /// <summary>The elements, last axis fastest.</summary>
    public Span<float> Span => Memory.Span;

    /// <summary>The shape as text, such as <c>[2, 3]</c>.</summary>
    public string ShapeText => Describe(_shape);

    /// <summary>A tensor over existing memory, which it shares.</summary>
    /// <exception cref="ArgumentException">The memory does not have as many elements as the shape.</exception>
    public static Tensor From(Memory<float> data, params ReadOnlySpan<int> shape)
    {
        if (CheckedLength(shape) != data.Length)
            throw new ArgumentException($"Tensor.From: {data.Length} elements do not fill the shape {Describe(shape)}.", nameof(data));
        return new Tensor(data, shape.ToArray());
    }

    /// <summary>Writes a shape as text, such as <c>[2, 3]</c>.</summary>
    public static string Describe(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    /// <summary>The size of one axis; negative axes count from the end.</summary>
    public int Size(int axis)
    {
        var index = axis < 0 ? axis + Rank : axis;
        if ((uint)index >= (uint)Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Tensor.Size: the shape {ShapeText} has {Rank} axes.");
        return _shape[index];
    }

    /// <summary>A view of the same elements in another shape. One size may be -1: it becomes what is left.</summary>
    /// <exception cref="ArgumentException">The new shape does not hold exactly the elements of this one.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> shape)
    {
        var sizes = shape.ToArray();
        var free = Array.IndexOf(sizes, -1);
        if (free >= 0)
        {
            sizes[free] = 1;
            var rest = Array.IndexOf(sizes, -1) >= 0 ? 0 : CheckedLength(sizes);
            if (rest == 0 || Length % rest != 0)
                throw Mismatch(shape);
            sizes[free] = Length / rest;
        }
        if (CheckedLength(sizes) != Length)
            throw Mismatch(shape);
        return new Tensor(Memory, sizes);
    }

    /// <summary>A view of <paramref name="count"/> entries of the first axis.</summary>
    /// <exception cref="ArgumentException">The tensor is a scalar, or the range does not lie inside the first axis.</exception>
    public Tensor Slice(int start, int count)
    {
        if (Rank == 0)
            throw new ArgumentException("Tensor.Slice: a scalar has no first axis.");
        if (start < 0 || count < 0 || start > _shape[0] - count)
            throw new ArgumentOutOfRangeException(
                nameof(start), $"Tensor.Slice: {count} entries from {start} do not lie inside the first axis of {ShapeText}.");
        var stride = _shape[0] == 0 ? 0 : Length / _shape[0];
        return new Tensor(Memory.Slice(start * stride, count * stride), [count, .. _shape.AsSpan(1)]);
    }

    /// <summary>A copy with storage of its own.</summary>
    public Tensor Clone() => new(Memory.ToArray(), _shape);

    /// <inheritdoc/>
    public override string ToString() => $"Tensor {ShapeText}";

    private ArgumentException Mismatch(ReadOnlySpan<int> shape) =>
        new($"Tensor.Reshape: {ShapeText} cannot become {Describe(shape)}.", nameof(shape));

    private static int CheckedLength(ReadOnlySpan<int> shape)
    {
        // An empty axis makes the tensor empty, whatever the other sizes multiply to.
        long length = 1;
        var empty = false;
        foreach (var size in shape)
        {
            if (size < 0)
                throw new ArgumentException($"The shape {Describe(shape)} has a negative size.", nameof(shape));
            empty |= size == 0;
            length = Math.Min(length * Math.Max(size, 1), int.MaxValue + 1L);
        }
        if (!empty && length > Array.MaxLength)
            throw new ArgumentException(
                $"The shape {Describe(shape)} has more elements than one tensor can hold ({Array.MaxLength}).", nameof(shape));
        return empty ? 0 : (int)length;
    }
}
