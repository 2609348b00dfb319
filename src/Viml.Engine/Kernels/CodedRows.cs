using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>
/// Rows as 8-bit codes with a scale each, x[i] ~ scale * code[i], a quarter of the memory of float32, and with each the length of what the codes miss. For
/// any query that bounds its true score from above: x . q &lt;= scale * (code . q) + |x - scale * code| |q| (Cauchy and Schwarz). A row whose bound is
/// below the worst of the best need not be looked at; see <see cref="SearchMatrix"/>.
/// </summary>
/// <remarks>
/// Rows lie in panels of 32, their columns two by two: [panel][pair][row][2]. A vector register then holds the same two columns of many rows, and no sum
/// runs across its lanes. Rows beyond the last have bound minus infinity; rows with numbers that are not finite have bound infinity.
/// </remarks>
internal sealed unsafe class CodedRows
{
    private const int PanelRows = CodeKernel.PanelRows;
    private const int Line = 64;
    private const int LargestCode = sbyte.MaxValue;

    // Pinned for good, so that searches need not pin them.
    private readonly sbyte[] _codes;
    private readonly float[] _scales;
    private readonly float[] _errors;

    private CodedRows(int count, int width)
    {
        var pairs = (width + 1) / 2;
        var panels = (count + PanelRows - 1) / PanelRows;
        _codes = GC.AllocateArray<sbyte>(checked((int)((long)panels * pairs * PanelRows * 2 + Line)), pinned: true);
        _scales = GC.AllocateArray<float>(panels * PanelRows, pinned: true);
        _errors = GC.AllocateArray<float>(panels * PanelRows, pinned: true);
        _errors.AsSpan(count).Fill(float.NegativeInfinity);
        fixed (sbyte* codes = _codes)
        fixed (float* scales = _scales, errors = _errors)
            View = new CodedView(codes + (Line - (nint)codes % Line) % Line, scales, errors, pairs);
        Panels = panels;
    }

    /// <summary>Where the codes lie; good as long as this object is alive.</summary>
    public CodedView View { get; }

    /// <summary>The longest row that is finite.</summary>
    public double LargestNorm { get; private set; }

    public long Bytes => _codes.Length + (long)(_scales.Length + _errors.Length) * sizeof(float);

    private int Panels { get; }

    /// <summary>Codes the rows of a matrix [count, width]; <paramref name="read"/> copies row i into a span.</summary>
    public static CodedRows Create(int count, int width, Action<int, Span<float>> read)
    {
        var coded = new CodedRows(count, width);
        var norms = new double[coded.Panels];
        Parallelism.ForRanges(coded.Panels, 64, (from, to) =>
        {
            var row = new float[width];
            for (var panel = from; panel < to; panel++)
                for (var i = panel * PanelRows; i < Math.Min((panel + 1) * PanelRows, count); i++)
                {
                    read(i, row);
                    norms[panel] = Math.Max(norms[panel], coded.Encode(i, row));
                }
        });
        coded.LargestNorm = norms.Append(0).Max();
        return coded;
    }

    // Returns the length of the row, 0 for one that is not finite.
    private double Encode(int index, ReadOnlySpan<float> row)
    {
        var largest = TensorPrimitives.MaxMagnitude(row); // NaN if there is one
        if (!float.IsFinite(largest))
        {
            _errors[index] = float.PositiveInfinity;
            return 0;
        }
        var scale = largest / LargestCode;
        double squares = 0, missed = 0;
        var codes = View.Panel(index / PanelRows) + index % PanelRows * 2;
        for (var i = 0; i < row.Length; i++)
        {
            var code = scale == 0 ? 0 : Math.Clamp((int)MathF.Round(row[i] / scale), -LargestCode, LargestCode);
            codes[i / 2 * PanelRows * 2 + i % 2] = (sbyte)code;
            var difference = row[i] - (double)scale * code;
            squares += (double)row[i] * row[i];
            missed += difference * difference;
        }
        _scales[index] = scale;
        _errors[index] = MathF.BitIncrement((float)Math.Sqrt(missed));
        return Math.Sqrt(squares);
    }
}

/// <summary>Where the codes of <see cref="CodedRows"/> lie.</summary>
/// <param name="codes">[panel][pair][row][2], from a cache line on.</param>
/// <param name="scales">One per row.</param>
/// <param name="errors">|x - scale * code| of each row.</param>
/// <param name="pairs">Pairs of columns; 0 where there are no codes.</param>
internal readonly unsafe struct CodedView(sbyte* codes, float* scales, float* errors, int pairs)
{
    public readonly float* Scales = scales, Errors = errors;
    public readonly int Pairs = pairs;

    public sbyte* Panel(int panel) => codes + (nint)panel * Pairs * CodeKernel.PanelRows * 2;
}
