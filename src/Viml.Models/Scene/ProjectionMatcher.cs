namespace Viml.Models.Scene;

/// <summary>
/// Estimates the translation between neighbouring frames by matching the projections of lightness on the two axes: the shift of the
/// column means gives x, the shift of the row means y. Good for pans; for other motion it is the shift that explains most.
/// </summary>
internal sealed class ProjectionMatcher
{
    private const int MaximumShift = 8;

    private float[] _columns = new float[FramePlanes.Width];
    private float[] _rows = new float[FramePlanes.Height];
    private float[] _previousColumns = new float[FramePlanes.Width];
    private float[] _previousRows = new float[FramePlanes.Height];
    private bool _hasPrevious;

    /// <summary>How far the picture moved since the last frame, in pixels to the right and down; 0 for the first frame.</summary>
    public (float X, float Y) Add(ReadOnlySpan<float> lightness)
    {
        (_columns, _previousColumns) = (_previousColumns, _columns);
        (_rows, _previousRows) = (_previousRows, _rows);
        Array.Clear(_columns);
        Array.Clear(_rows);
        for (var y = 0; y < FramePlanes.Height; y++)
            for (var x = 0; x < FramePlanes.Width; x++)
            {
                var here = lightness[y * FramePlanes.Width + x];
                _columns[x] += here / FramePlanes.Height;
                _rows[y] += here / FramePlanes.Width;
            }
        if (!_hasPrevious)
        {
            _hasPrevious = true;
            return default;
        }
        return (BestShift(_previousColumns, _columns), BestShift(_previousRows, _rows));
    }

    private static float BestShift(ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        Span<float> costs = stackalloc float[2 * MaximumShift + 1];
        for (var shift = -MaximumShift; shift <= MaximumShift; shift++)
            costs[shift + MaximumShift] = Cost(from, to, shift);
        var best = MaximumShift;
        for (var i = 0; i < costs.Length; i++)
            if (costs[i] < costs[best])
                best = i;
        // A shift must explain at least a third of the difference, else noise would look like a pan.
        if (costs[best] > 0.67f * costs[MaximumShift])
            return 0;
        return best - MaximumShift + Parabola(costs, best);
    }

    /// <summary>Mean absolute difference of the overlap, each side without its mean so that a change of exposure is no shift.</summary>
    private static float Cost(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int shift)
    {
        var count = from.Length - Math.Abs(shift);
        var a = from.Slice(Math.Max(-shift, 0), count);
        var b = to.Slice(Math.Max(shift, 0), count);
        var offset = 0f;
        for (var i = 0; i < count; i++)
            offset += b[i] - a[i];
        offset /= count;
        var sum = 0f;
        for (var i = 0; i < count; i++)
            sum += MathF.Abs(b[i] - a[i] - offset);
        return sum / count;
    }

    private static float Parabola(ReadOnlySpan<float> costs, int best)
    {
        if (best == 0 || best == costs.Length - 1)
            return 0;
        var (left, middle, right) = (costs[best - 1], costs[best], costs[best + 1]);
        var curvature = left - 2 * middle + right;
        return curvature > 1e-6f ? Math.Clamp(0.5f * (left - right) / curvature, -0.5f, 0.5f) : 0;
    }
}
