namespace Viml.Models.Scene;

/// <summary>Where colour and light are in one frame: a 3 x 3 grid of Lab means, the centre of brightness, symmetry.</summary>
internal static class LayoutMeasures
{
    private const int Grid = 3;

    public static MeasuredFeature[] Features { get; } =
    [
        .. Cells("l", 45, 24), .. Cells("a", 3, 14), .. Cells("b", 5, 18),
        new("layout.brightness.x", 0, 0.12f), new("layout.brightness.y", -0.05f, 0.15f),
        new("layout.brightness.spread", 0.9f, 0.12f),
        new("layout.centre.contrast", 3, 14),
        new("layout.asymmetry.horizontal", 14, 9), new("layout.asymmetry.vertical", 19, 11),
    ];

    public static void Measure(FramePlanes frame, Span<float> raw)
    {
        MeasureCells(frame.L, raw[..9]);
        MeasureCells(frame.A, raw.Slice(9, 9));
        MeasureCells(frame.B, raw.Slice(18, 9));
        (raw[27], raw[28], raw[29]) = CentreOfBrightness(frame.L);
        var border = 0f;
        for (var cell = 0; cell < 9; cell++)
            border += cell == 4 ? 0 : raw[cell] / 8;
        raw[30] = raw[4] - border;
        (raw[31], raw[32]) = Asymmetry(frame.L);
    }

    private static void MeasureCells(ReadOnlySpan<float> plane, Span<float> cells)
    {
        cells.Clear();
        Span<int> counts = stackalloc int[Grid * Grid];
        for (var y = 0; y < FramePlanes.Height; y++)
            for (var x = 0; x < FramePlanes.Width; x++)
            {
                var cell = y * Grid / FramePlanes.Height * Grid + x * Grid / FramePlanes.Width;
                cells[cell] += plane[y * FramePlanes.Width + x];
                counts[cell]++;
            }
        for (var cell = 0; cell < cells.Length; cell++)
            cells[cell] /= counts[cell];
    }

    /// <summary>
    /// Lightness-weighted mean place, -1..1 from left to right and from top to bottom, and root mean square distance from it.
    /// </summary>
    private static (float X, float Y, float Spread) CentreOfBrightness(ReadOnlySpan<float> lightness)
    {
        float sum = 0, sumX = 0, sumY = 0, squares = 0;
        for (var row = 0; row < FramePlanes.Height; row++)
            for (var column = 0; column < FramePlanes.Width; column++)
            {
                var weight = lightness[row * FramePlanes.Width + column] + 1e-3f; // a black frame has its centre in the middle
                var x = (column + 0.5f) / FramePlanes.Width * 2 - 1;
                var y = (row + 0.5f) / FramePlanes.Height * 2 - 1;
                sum += weight;
                sumX += weight * x;
                sumY += weight * y;
                squares += weight * (x * x + y * y);
            }
        var (meanX, meanY) = (sumX / sum, sumY / sum);
        return (meanX, meanY, MathF.Sqrt(Math.Max(squares / sum - meanX * meanX - meanY * meanY, 0)));
    }

    /// <summary>Mean absolute difference of lightness to the mirrored picture, left-right and top-bottom.</summary>
    private static (float Horizontal, float Vertical) Asymmetry(ReadOnlySpan<float> lightness)
    {
        float horizontal = 0, vertical = 0;
        for (var y = 0; y < FramePlanes.Height; y++)
            for (var x = 0; x < FramePlanes.Width; x++)
            {
                var here = lightness[y * FramePlanes.Width + x];
                horizontal += MathF.Abs(here - lightness[y * FramePlanes.Width + FramePlanes.Width - 1 - x]);
                vertical += MathF.Abs(here - lightness[(FramePlanes.Height - 1 - y) * FramePlanes.Width + x]);
            }
        return (horizontal / FramePlanes.Pixels, vertical / FramePlanes.Pixels);
    }

    private static IEnumerable<MeasuredFeature> Cells(string plane, float typical, float spread)
    {
        string[] rows = ["top", "middle", "bottom"];
        string[] columns = ["left", "centre", "right"];
        return rows.SelectMany(row => columns.Select(column => new MeasuredFeature($"layout.{row}.{column}.{plane}", typical, spread)));
    }
}
