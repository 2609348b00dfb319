using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>Copies slices of matrices into the panels that <see cref="MicroKernel{TLanes,TVector}.Multiply"/> reads in order.</summary>
internal static unsafe class PanelPacking<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int PanelsTogether = 8;
    private const int LinesAhead = 8;

    /// <summary>
    /// Packs the left operand, <paramref name="rows"/> long, as panels [depth, tile rows] behind each other. The panel of row r starts at r
    /// * depth; the last one may reach beyond the last row, by less than <see cref="MicroKernel{TLanes,TVector}.Rows"/>.
    /// </summary>
    public static void Rows(float* source, int stride, bool depthFirst, int rows, int depth, float* packed)
    {
        var whole = 0;
        if (depthFirst)
        {
            // Some whole panels at a time: a line of the source is read once, even where rows lie a power of two apart and evict each
            // other.
            var tile = MicroKernel<TLanes, TVector>.Rows;
            for (int count; (count = Math.Min(PanelsTogether, (rows - whole) / tile)) > 0; whole += count * tile)
            {
                var line = source + whole;
                for (var i = 0; i < depth; i++, line += stride)
                {
                    Prefetch.Block(line + (nint)LinesAhead * stride, stride, 1, count * tile);
                    for (var panel = 0; panel < count; panel++)
                        CopyLines(line + panel * tile, tile, packed + (nint)(whole + panel * tile) * depth + i * tile);
                }
            }
        }
        for (var row = whole; row < rows;)
        {
            var tile = MicroKernel<TLanes, TVector>.TileRows(rows - row);
            var lines = depthFirst ? source + row : source + (nint)row * stride;
            Panel(lines, stride, depthFirst, Math.Min(tile, rows - row), tile, depth, packed + (nint)row * depth);
            row += tile;
        }
    }

    /// <summary>
    /// Copies <paramref name="used"/> lines of a matrix as [depth, lines]; lines beyond become zeros so that the micro-kernel always sees
    /// whole panels. With <paramref name="depthFirst"/> the source already runs along the lines in memory, else it is transposed.
    /// </summary>
    public static void Panel(float* source, int stride, bool depthFirst, int used, int lines, int depth, float* panel)
    {
        if (used < lines)
            new Span<float>(panel, lines * depth).Clear();
        if (!depthFirst)
        {
            Transposition.Copy(source, stride, used, depth, panel, lines);
            return;
        }
        if (used == lines && lines == 2 * TLanes.Count)
        {
            for (var i = 0; i < depth; i++, source += stride, panel += lines)
            {
                TLanes.Store(TLanes.Load(source), panel);
                TLanes.Store(TLanes.Load(source + TLanes.Count), panel + TLanes.Count);
            }
            return;
        }
        if (used < 4)
        {
            for (var i = 0; i < depth; i++, source += stride, panel += lines)
                for (var line = 0; line < used; line++)
                    panel[line] = source[line];
            return;
        }
        for (var i = 0; i < depth; i++, source += stride, panel += lines)
            CopyLines(source, used, panel);
    }

    // Four at a time; the last four overlap those before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLines(float* source, int count, float* target)
    {
        for (var line = 0; line <= count - 4; line += 4)
            Vector128.Load(source + line).Store(target + line);
        Vector128.Load(source + count - 4).Store(target + count - 4);
    }
}
