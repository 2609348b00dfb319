namespace Viml.Models.Scene;

/// <summary>Edges of one frame: Sobel energy and the histogram of edge directions.</summary>
internal static class EdgeMeasures
{
    private const int Directions = 8;

    public static MeasuredFeature[] Features { get; } =
    [
        new("edge.energy.mean", 7, 4), new("edge.energy.spread", 9, 4), new("edge.share", 0.18f, 0.13f),
        .. Enumerable.Range(0, Directions).Select(bin => new MeasuredFeature($"edge.direction.bin{bin}", 0.34f, 0.12f)),
    ];

    public static void Measure(ReadOnlySpan<float> lightness, Span<float> raw)
    {
        var directions = raw.Slice(3, Directions);
        directions.Clear();
        float sum = 0, squares = 0;
        var strong = 0;
        const int width = FramePlanes.Width;
        for (var y = 1; y < FramePlanes.Height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var above = lightness.Slice((y - 1) * width + x - 1, 3);
                var here = lightness.Slice(y * width + x - 1, 3);
                var below = lightness.Slice((y + 1) * width + x - 1, 3);
                var dx = (above[2] + 2 * here[2] + below[2] - above[0] - 2 * here[0] - below[0]) / 8;
                var dy = (below[0] + 2 * below[1] + below[2] - above[0] - 2 * above[1] - above[2]) / 8;
                var energy = MathF.Sqrt(dx * dx + dy * dy);
                sum += energy;
                squares += energy * energy;
                strong += energy > 12 ? 1 : 0;
                // Direction of the gradient modulo 180 degrees; bin centres at 0, 22.5, ... so that pure edges fall into one bin.
                var angle = MathF.Atan2(dy, dx) / MathF.PI;
                if (energy > 1)
                    Statistics.AddCircular(directions, (angle < 0 ? angle + 1 : angle) * Directions + 0.5f, energy);
            }
        const int count = (width - 2) * (FramePlanes.Height - 2);
        raw[0] = sum / count;
        raw[1] = MathF.Sqrt(Math.Max(squares / count - raw[0] * raw[0], 0));
        raw[2] = strong / (float)count;
        var total = 0f;
        foreach (var bin in directions)
            total += bin;
        Statistics.ToRootShares(directions, total);
    }
}
