namespace Viml.Engine.Kernels;

/// <summary>A row-major matrix that a product reads, itself or its transpose; see <see cref="Gemm"/>.</summary>
public readonly ref struct Matrix
{
    /// <summary>A matrix [rows, columns] over <paramref name="values"/>.</summary>
    /// <param name="values">The memory. It may be longer than the matrix.</param>
    /// <param name="rows">Rows as stored.</param>
    /// <param name="columns">Columns as stored.</param>
    /// <param name="stride">Distance between the rows; the columns by default.</param>
    /// <exception cref="ArgumentException">A size is negative, or the rows overlap.</exception>
    public Matrix(ReadOnlySpan<float> values, int rows, int columns, int? stride = null)
        : this(values, rows, columns, stride ?? columns, false)
    {
        if ((rows | columns) < 0 || Stride < columns)
            throw NotAMatrix(rows, columns, Stride);
    }

    private Matrix(ReadOnlySpan<float> values, int rows, int columns, int stride, bool isTransposed)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
        Stride = stride;
        IsTransposed = isTransposed;
    }

    /// <summary>Rows that a product sees.</summary>
    public int Rows { get; }

    /// <summary>Columns that a product sees.</summary>
    public int Columns { get; }

    /// <summary>The transpose, over the same memory.</summary>
    public Matrix Transposed => new(Values, Columns, Rows, Stride, !IsTransposed);

    internal ReadOnlySpan<float> Values { get; }

    internal int Stride { get; }

    internal bool IsTransposed { get; }

    /// <summary>Requires memory for <paramref name="count"/> matrices; several must lie one after another without gaps.</summary>
    internal void RequireLength(int count, string name)
    {
        var (rows, columns) = IsTransposed ? (Columns, Rows) : (Rows, Columns);
        if (count > 1 && Stride != columns)
            throw new ArgumentException($"Gemm: the rows of {name} are {columns} long and {Stride} apart; a batch has no gaps.", name);
        var needed = rows == 0 || columns == 0 ? 0 : ((long)count * rows - 1) * Stride + columns;
        if (needed > Values.Length)
            throw new ArgumentException(
                $"Gemm: {name} has {Values.Length} elements; {count} x [{rows}, {columns}] with rows {Stride} apart needs {needed}.", name);
    }

    private static ArgumentException NotAMatrix(int rows, int columns, int stride) =>
        new($"[{rows}, {columns}] with rows {stride} apart is not a matrix.");
}

/// <summary>
/// One product by pointers that are known to be good: C [m, n] = alpha * op(A) [m, k] * op(B) [k, n] + beta * C + bias. A stride is the
/// distance between rows as stored.
/// </summary>
internal unsafe struct GemmCall()
{
    public bool TransposeA, TransposeB;
    public int M, N, K, Lda, Ldb, Ldc;
    public float Alpha = 1, Beta;
    public float* A, B, C;

    /// <summary>[n], added to every row of the result; or null.</summary>
    public float* Bias;
}
