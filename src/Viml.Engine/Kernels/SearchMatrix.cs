using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>
/// Exact search: the rows of a matrix with the highest dot products with a query, and with many queries at a time. Rows are float32 or float16; with codes
/// beside them (8 bits per number), a search reads the codes and looks only at those rows whose bound reaches the best so far. What is found, its scores
/// and its order are the same with codes and without, for one query and for many, and for any number of threads.
/// </summary>
/// <remarks>Immutable and thread-safe. A search allocates nothing beyond pooled working memory.</remarks>
public sealed unsafe class SearchMatrix
{
    private readonly float[] _singles = [];
    private readonly Half[] _halves = [];
    private readonly CodedRows? _coded;
    private readonly double _largestNorm;

    /// <summary>A matrix over float32 rows [count, width], which it keeps.</summary>
    /// <exception cref="ArgumentException">The rows are not whole, or the width is below 1.</exception>
    public SearchMatrix(float[] rows, int width, bool withCodes)
        : this(rows, [], width, withCodes)
    {
    }

    /// <summary>A matrix over float16 rows [count, width], which it keeps. Numbers that are not finite make it fall back to float32.</summary>
    /// <exception cref="ArgumentException">The rows are not whole, or the width is below 1.</exception>
    public SearchMatrix(Half[] rows, int width, bool withCodes)
        : this(Array.TrueForAll(rows, Half.IsFinite) ? [] : Array.ConvertAll(rows, half => (float)half), rows, width, withCodes)
    {
    }

    private SearchMatrix(float[] singles, Half[] halves, int width, bool withCodes)
    {
        ArgumentNullException.ThrowIfNull(singles);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (_singles, _halves) = (singles, singles.Length > 0 ? [] : halves);
        var elements = Math.Max(_singles.Length, _halves.Length);
        if (elements % width != 0)
            throw new ArgumentException($"SearchMatrix: {elements} numbers are not whole rows of {width}.", nameof(width));
        (Count, Width) = (elements / width, width);
        if (withCodes)
            _coded = CodedRows.Create(Count, width, ReadRow);
        _largestNorm = _coded?.LargestNorm ?? LargestNorm();
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Elements of a row.</summary>
    public int Width { get; }

    /// <summary>Bytes that a search of all rows reads from memory.</summary>
    public long ScannedBytes => _coded?.Bytes ?? (long)_singles.Length * sizeof(float) + (long)_halves.Length * sizeof(ushort);

    /// <summary>
    /// Finds the best rows for each query, best first. Equal scores are ordered by row; NaN comes after every number.
    /// </summary>
    /// <param name="queries">Vectors [queries, <see cref="Width"/>].</param>
    /// <param name="indices">Receives [queries, k] rows; k is its length divided by the number of queries. Beyond what is found it holds -1.</param>
    /// <param name="scores">Receives [queries, k] dot products; beyond what is found NaN.</param>
    /// <param name="allowed">Which rows may be found, one entry per row; empty for all.</param>
    /// <returns>How many were found for each query: k, or as many as may be found.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public int Search(ReadOnlySpan<float> queries, Span<int> indices, Span<float> scores, ReadOnlySpan<bool> allowed = default)
    {
        var count = queries.Length / Width;
        Guard.Length(queries.Length, (long)count * Width, "SearchMatrix.Search", nameof(queries));
        Guard.Length(scores.Length, indices.Length, "SearchMatrix.Search", nameof(scores));
        if (!allowed.IsEmpty)
            Guard.Length(allowed.Length, Count, "SearchMatrix.Search", nameof(allowed));
        if (count == 0)
            return 0;
        var most = indices.Length / count;
        Guard.Length(indices.Length, (long)most * count, "SearchMatrix.Search", nameof(indices));
        indices.Fill(-1);
        scores.Fill(float.NaN);
        var found = Math.Min(most, allowed.IsEmpty ? Count : allowed.Count(true));
        if (found == 0)
            return 0;
        fixed (float* singles = _singles, startQueries = queries, startScores = scores)
        fixed (Half* halves = _halves)
        fixed (bool* mask = allowed)
        fixed (int* startIndices = indices)
        {
            var source = new RowSource(_singles.Length > 0 ? (byte*)singles : (byte*)halves, _singles.Length == 0, Count, Width, _largestNorm, mask);
            for (var first = 0; first < count; first += SearchCall.MostQueries)
            {
                var part = Math.Min(SearchCall.MostQueries, count - first);
                SearchCall.Run(source, _coded?.View ?? default, startQueries + (nint)first * Width, part, startIndices + (nint)first * most, startScores + (nint)first * most, most, found);
            }
        }
        GC.KeepAlive(_coded);
        return found;
    }

    private void ReadRow(int index, Span<float> row)
    {
        if (_singles.Length > 0)
            _singles.AsSpan(index * Width, Width).CopyTo(row);
        else
            TensorPrimitives.ConvertToSingle(_halves.AsSpan(index * Width, Width), row);
    }

    private double LargestNorm()
    {
        var largest = 0.0;
        var row = new float[Width];
        for (var i = 0; i < Count; i++)
        {
            ReadRow(i, row);
            largest = Math.Max(largest, TensorPrimitives.Norm<float>(row)); // NaN stays
        }
        return largest;
    }
}

/// <summary>The rows of a search.</summary>
/// <param name="rows">float32 or float16, [count, width].</param>
/// <param name="halves">Whether they are float16.</param>
/// <param name="count">Number of rows.</param>
/// <param name="width">Elements of a row.</param>
/// <param name="largestNorm">The longest row; with codes, the longest that is finite.</param>
/// <param name="allowed">One entry per row, or null for all.</param>
internal readonly unsafe struct RowSource(byte* rows, bool halves, int count, int width, double largestNorm, bool* allowed)
{
    public readonly bool Halves = halves;
    public readonly int Count = count, Width = width;
    public readonly double LargestNorm = largestNorm;

    public byte* Row(int index) => rows + (nint)index * Width * (Halves ? sizeof(ushort) : sizeof(float));

    public bool MayHold(int first, int count) => allowed is null || new ReadOnlySpan<bool>(allowed + first, count).Contains(true);

    public bool IsAllowed(int row) => allowed is null || allowed[row];
}
