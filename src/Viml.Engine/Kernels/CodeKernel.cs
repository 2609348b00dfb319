using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>Products of <see cref="CodedRows"/> with queries, in integers.</summary>
internal static unsafe class CodeKernel
{
    /// <summary>Rows of a panel.</summary>
    public const int PanelRows = 32;

    /// <summary>Queries of a tile.</summary>
    public const int TileQueries = 6;

    /// <summary>
    /// Integer scores of the rows of a panel for the queries of a tile: sums[query][row]. <paramref name="queries"/> is [pair][<see cref="TileQueries"/>], each
    /// a pair of 16-bit numbers; with <paramref name="single"/> it is [pair], and only the first line of sums is written.
    /// </summary>
    public static void Multiply(int pairs, sbyte* panel, int* queries, bool single, int* sums)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512:
                Multiply<PairLanes512, Vector512<int>>(pairs, panel, queries, single, sums);
                break;
            case SimdLevel.Vector256:
                Multiply<PairLanes256, Vector256<int>>(pairs, panel, queries, single, sums);
                break;
            case SimdLevel.Portable:
                Multiply<PairLanes128, Vector128<int>>(pairs, panel, queries, single, sums);
                break;
            default:
                MultiplyScalar(pairs, panel, queries, single, sums);
                break;
        }
    }

    /// <summary>Whether the bound of some row of a panel reaches the limit; the arguments as in <see cref="IPairLanes{TVector}.AnyReaches"/>.</summary>
    public static bool AnyReaches(int* sums, float* scales, float* errors, float scale, float error, float limit)
    {
        return Simd.Level switch
        {
            SimdLevel.Vector512 => Any<PairLanes512, Vector512<int>>(),
            SimdLevel.Vector256 => Any<PairLanes256, Vector256<int>>(),
            SimdLevel.Portable => Any<PairLanes128, Vector128<int>>(),
            _ => AnyScalar(),
        };

        bool Any<TLanes, TVector>()
            where TLanes : struct, IPairLanes<TVector>
            where TVector : struct
        {
            for (var row = 0; row < PanelRows; row += TLanes.Count)
                if (TLanes.AnyReaches(sums + row, scales + row, errors + row, scale, error, limit))
                    return true;
            return false;
        }

        bool AnyScalar()
        {
            for (var row = 0; row < PanelRows; row++)
                if (!(Bound(sums[row], scales[row], errors[row], scale, error) < limit))
                    return true;
            return false;
        }
    }

    /// <summary>The bound of one row, without what the query's own rounding adds.</summary>
    public static float Bound(int sum, float scale, float error, float queryScale, float queryNorm) => sum * (scale * queryScale) + error * queryNorm;

    private static void MultiplyScalar(int pairs, sbyte* panel, int* queries, bool single, int* sums)
    {
        var lines = single ? 1 : TileQueries;
        for (var query = 0; query < lines; query++)
            for (var row = 0; row < PanelRows; row++)
            {
                var sum = 0;
                for (var pair = 0; pair < pairs; pair++)
                {
                    var codes = panel + (pair * PanelRows + row) * 2;
                    var numbers = queries[pair * lines + query];
                    sum += codes[0] * (short)numbers + codes[1] * (numbers >> 16);
                }
                sums[query * PanelRows + row] = sum;
            }
    }

    private static void Multiply<TLanes, TVector>(int pairs, sbyte* panel, int* queries, bool single, int* sums)
        where TLanes : struct, IPairLanes<TVector>
        where TVector : struct
    {
        for (var row = 0; row < PanelRows; row += 2 * TLanes.Count)
            if (single)
                One<TLanes, TVector>(pairs, panel + 2 * row, queries, sums + row);
            else
                Six<TLanes, TVector>(pairs, panel + 2 * row, queries, sums + row);
    }

    // One query, two vectors of rows. Limited by memory.
    private static void One<TLanes, TVector>(int pairs, sbyte* codes, int* queries, int* sums)
        where TLanes : struct, IPairLanes<TVector>
        where TVector : struct
    {
        var width = TLanes.Count;
        TVector s0 = default, s1 = default, t0 = default, t1 = default;
        var pair = 0;
        for (; pair < pairs - 1; pair += 2, codes += 4 * PanelRows)
        {
            var q = TLanes.Broadcast(queries[pair]);
            s0 = TLanes.MultiplyAdd(TLanes.LoadCodes(codes), q, s0);
            s1 = TLanes.MultiplyAdd(TLanes.LoadCodes(codes + 2 * width), q, s1);
            q = TLanes.Broadcast(queries[pair + 1]);
            t0 = TLanes.MultiplyAdd(TLanes.LoadCodes(codes + 2 * PanelRows), q, t0);
            t1 = TLanes.MultiplyAdd(TLanes.LoadCodes(codes + 2 * PanelRows + 2 * width), q, t1);
        }
        if (pair < pairs)
        {
            var q = TLanes.Broadcast(queries[pair]);
            s0 = TLanes.MultiplyAdd(TLanes.LoadCodes(codes), q, s0);
            s1 = TLanes.MultiplyAdd(TLanes.LoadCodes(codes + 2 * width), q, s1);
        }
        TLanes.Store(TLanes.Add(s0, t0), sums);
        TLanes.Store(TLanes.Add(s1, t1), sums + width);
    }

    // Six queries, two vectors of rows: twelve sums in registers, as in MicroKernel.
    private static void Six<TLanes, TVector>(int pairs, sbyte* codes, int* queries, int* sums)
        where TLanes : struct, IPairLanes<TVector>
        where TVector : struct
    {
        var width = TLanes.Count;
        TVector s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        TVector s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        for (var pair = 0; pair < pairs; pair++, codes += 2 * PanelRows, queries += TileQueries)
        {
            var x0 = TLanes.LoadCodes(codes);
            var x1 = TLanes.LoadCodes(codes + 2 * width);
            var q = TLanes.Broadcast(queries[0]);
            s00 = TLanes.MultiplyAdd(x0, q, s00);
            s01 = TLanes.MultiplyAdd(x1, q, s01);
            q = TLanes.Broadcast(queries[1]);
            s10 = TLanes.MultiplyAdd(x0, q, s10);
            s11 = TLanes.MultiplyAdd(x1, q, s11);
            q = TLanes.Broadcast(queries[2]);
            s20 = TLanes.MultiplyAdd(x0, q, s20);
            s21 = TLanes.MultiplyAdd(x1, q, s21);
            q = TLanes.Broadcast(queries[3]);
            s30 = TLanes.MultiplyAdd(x0, q, s30);
            s31 = TLanes.MultiplyAdd(x1, q, s31);
            q = TLanes.Broadcast(queries[4]);
            s40 = TLanes.MultiplyAdd(x0, q, s40);
            s41 = TLanes.MultiplyAdd(x1, q, s41);
            q = TLanes.Broadcast(queries[5]);
            s50 = TLanes.MultiplyAdd(x0, q, s50);
            s51 = TLanes.MultiplyAdd(x1, q, s51);
        }
        StoreLine(s00, s01, 0);
        StoreLine(s10, s11, 1);
        StoreLine(s20, s21, 2);
        StoreLine(s30, s31, 3);
        StoreLine(s40, s41, 4);
        StoreLine(s50, s51, 5);

        void StoreLine(TVector left, TVector right, int query)
        {
            TLanes.Store(left, sums + query * PanelRows);
            TLanes.Store(right, sums + query * PanelRows + width);
        }
    }
}
