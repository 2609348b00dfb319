using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// The rows of a table [rows, width] with the given numbers: [ids, width]. The ids are read again by every replay.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a row of the table.</exception>
    public static Variable Embedding(this Tape tape, Variable table, ReadOnlyMemory<int> ids)
    {
        ShapeCheck.Rank("Embedding", table, 2, "a table [rows, width]");
        return tape.Record(new EmbeddingOperation(tape, table, ids));
    }

    /// <summary>
    /// The sum or mean of rows of a table [rows, width] in bags: bag b has the ids from <c>offsets[b]</c> to <c>offsets[b + 1]</c>
    /// (excluded), so there is one offset more than bags and the ids may have room behind the last one. An empty bag becomes zeros. Ids and
    /// offsets are read again by every replay. The gradient touches only the rows that were named.
    /// </summary>
    /// <exception cref="ArgumentException">The offsets do not ascend from 0 within the ids, or an id is not a row of the table.</exception>
    public static Variable EmbeddingBag(
        this Tape tape, Variable table, ReadOnlyMemory<int> ids, ReadOnlyMemory<int> offsets, bool mean = true)
    {
        ShapeCheck.Rank("EmbeddingBag", table, 2, "a table [rows, width]");
        if (offsets.IsEmpty)
            throw new ArgumentException("EmbeddingBag: there must be one offset more than bags.", nameof(offsets));
        return tape.Record(new EmbeddingBagOperation(tape, table, ids, offsets, mean));
    }

    internal static void CheckIds(string operation, ReadOnlySpan<int> ids, int rows)
    {
        foreach (var id in ids)
            if ((uint)id >= (uint)rows)
                throw new ArgumentOutOfRangeException(nameof(ids), id, $"{operation}: the table has {rows} rows.");
    }

    internal static void Touch(Variable table, ReadOnlySpan<int> ids)
    {
        if (table.TouchedRows is not { } touched)
            return;
        foreach (var id in ids)
            touched.Add(id);
    }
}

/// <summary>Rows of a table.</summary>
internal sealed class EmbeddingOperation : Operation, ILookup
{
    private readonly Variable _table;
    private readonly ReadOnlyMemory<int> _ids;
    private readonly Action<int, int> _forward;

    public EmbeddingOperation(Tape tape, Variable table, ReadOnlyMemory<int> ids) : base(tape, [ids.Length, table.Size(1)], table)
    {
        (_table, _ids) = (table, ids);
        _forward = (from, to) => Lookup.Copy(_table.Span, _table.Size(1), _ids.Span, Output.Span, from, to);
    }

    public override void Forward()
    {
        TapeOperations.CheckIds("Embedding", _ids.Span, _table.Size(0));
        Parallelism.ForRanges(_ids.Length, Grain.Rows(_table.Size(1)), _forward);
    }

    public override void Backward()
    {
        TapeOperations.Touch(_table, _ids.Span);
        Lookup.CopyGradient(Output.GradientSpan, _table.Size(1), _ids.Span, _table.GradientSpan);
    }
}

/// <summary>Sums or means of rows of a table.</summary>
internal sealed class EmbeddingBagOperation : Operation, ILookup
{
    private readonly Variable _table;
    private readonly ReadOnlyMemory<int> _ids, _offsets;
    private readonly bool _mean;
    private readonly Action<int, int> _forward;

    public EmbeddingBagOperation(Tape tape, Variable table, ReadOnlyMemory<int> ids, ReadOnlyMemory<int> offsets, bool mean)
        : base(tape, [offsets.Length - 1, table.Size(1)], table)
    {
        (_table, _ids, _offsets, _mean) = (table, ids, offsets, mean);
        _forward = (from, to) => Lookup.Bags(_table.Span, _table.Size(1), _ids.Span, _offsets.Span, _mean, Output.Span, from, to);
    }

    private ReadOnlySpan<int> UsedIds => _ids.Span[.._offsets.Span[^1]];

    public override void Forward()
    {
        var previous = 0;
        foreach (var offset in _offsets.Span)
        {
            if (offset < previous || offset > _ids.Length)
                throw new ArgumentException(
                    $"EmbeddingBag: the offset {offset} after {previous} does not ascend within {_ids.Length} ids.");
            previous = offset;
        }

        if (_offsets.Span[0] != 0)
            throw new ArgumentException($"EmbeddingBag: the first offset is {_offsets.Span[0]}, not 0.");
        TapeOperations.CheckIds("EmbeddingBag", UsedIds, _table.Size(0));
        Parallelism.ForRanges(_offsets.Length - 1, 16, _forward);
    }

    public override void Backward()
    {
        TapeOperations.Touch(_table, UsedIds);
        Lookup.BagsGradient(Output.GradientSpan, _table.Size(1), _ids.Span, _offsets.Span, _mean, _table.GradientSpan);
    }
}
