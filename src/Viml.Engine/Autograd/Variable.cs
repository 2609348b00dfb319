using Viml.Engine.Tensors;

namespace Viml.Engine.Autograd;

/// <summary>A tensor that operations read and write, with its gradient where one is wanted.</summary>
public sealed class Variable
{
    private readonly Variable? _source;
    private readonly int _offset;
    private bool _isSpent;

    /// <summary>A leaf: a parameter when <paramref name="requiresGradient"/>, else a constant. Shares the tensor.</summary>
    public Variable(Tensor value, bool requiresGradient = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
        RequiresGradient = requiresGradient;
    }

    private Variable(Variable source, int offset, Tensor value, bool requiresGradient)
        : this(value, requiresGradient)
    {
        _source = source;
        _offset = offset;
    }

    /// <summary>The value; its buffer stays the same for the life of the variable.</summary>
    public Tensor Value { get; }

    /// <summary>
    /// The derivative of the last loss, of the value's shape; null until the first <see cref="Tape.Backward"/> reaches it.
    /// </summary>
    public Tensor? Gradient { get; private set; }

    /// <summary>Whether <see cref="Tape.Backward"/> computes <see cref="Gradient"/>.</summary>
    public bool RequiresGradient { get; }

    /// <summary>The shape of the value.</summary>
    public ReadOnlySpan<int> Shape => Value.Shape;

    /// <summary>The number of axes.</summary>
    public int Rank => Value.Rank;

    /// <summary>The number of elements.</summary>
    public int Length => Value.Length;

    /// <summary>
    /// The rows of a table whose gradient is not zero, where the gradient is kept by rows (a lookup table); null for every other variable.
    /// </summary>
    internal RowSet? TouchedRows { get; private init; }

    /// <summary>The gradient's elements for adding to, zero at first.</summary>
    internal Span<float> GradientSpan
    {
        get
        {
            ClearSpent();
            return EnsureGradient().Span;
        }
    }

    /// <summary>The value's elements.</summary>
    internal Span<float> Span => Value.Span;

    /// <summary>
    /// A parameter that only lookups read: a table [rows, width] of which a step touches few rows. Clearing, clipping and optimiser work on
    /// the touched rows alone.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor is not a matrix.</exception>
    public static Variable LookupTable(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Rank != 2)
            throw new ArgumentException($"A lookup table is [rows, width], not {value.ShapeText}.", nameof(value));
        return new Variable(value, requiresGradient: true) { TouchedRows = new RowSet(value.Size(0)) };
    }

    /// <summary>The size of one axis; negative axes count from the end.</summary>
    public int Size(int axis) => Value.Size(axis);

    /// <summary>Sets the gradient to zero, if there is one.</summary>
    public void ZeroGradient()
    {
        if (Gradient is null)
            return;
        if (TouchedRows is null)
        {
            Gradient.Span.Clear();
            return;
        }

        var width = Size(1);
        foreach (var row in TouchedRows.Rows)
            Gradient.Span.Slice(row * width, width).Clear();
        TouchedRows.Clear();
    }

    /// <summary>
    /// The gradient was used: what is in its buffer counts as zero from now on, and need not be cleared to be overwritten.
    /// </summary>
    internal void SpendGradient() => _isSpent = true;

    /// <summary>
    /// Whether an operation that is about to write the whole gradient adds to it, or overwrites what is in its buffer, because nothing was
    /// added yet. Not thread-safe.
    /// </summary>
    internal bool AddsToGradient()
    {
        if (_source is not null && _source.Length == Length) return _source.AddsToGradient();
        var isFirst = _source is null && _isSpent;
        if (isFirst) _isSpent = false;
        else ClearSpent();
        return !isFirst;
    }

    /// <summary>A variable over a part of this one's elements, value and gradient alike.</summary>
    internal Variable View(int offset, bool requiresGradient, Tensor value) => new(this, offset, value, requiresGradient);

    /// <summary>Makes the buffer zero where the gradient in it was used. Not thread-safe.</summary>
    internal void ClearSpent()
    {
        if (_source is not null) _source.ClearSpent();
        else if (_isSpent)
        {
            _isSpent = false;
            Gradient?.Span.Clear();
        }
    }

    /// <summary>The gradient, created on first use. Not thread-safe.</summary>
    internal Tensor EnsureGradient() =>
        Gradient ??= _source is null ? new Tensor(Shape) : Tensor.From(_source.EnsureGradient().Memory.Slice(_offset, Length), Shape);
}
