namespace Viml.Corpus.Scenes.Drawing;

/// <summary>
/// Smooth value noise in 0..1 that repeats every 256 units. One fixed table serves every scene; scenes differ by where they look at it.
/// Thread-safe.
/// </summary>
internal static class NoiseField
{
    private const int Size = 256;
    private static readonly float[] Table = Make();

    /// <summary>One octave; features are about one unit wide.</summary>
    public static float At(float x, float y)
    {
        float floorX = MathF.Floor(x), floorY = MathF.Floor(y);
        float u = x - floorX, v = y - floorY;
        int x0 = (int)floorX & (Size - 1), x1 = (x0 + 1) & (Size - 1);
        int y0 = ((int)floorY & (Size - 1)) * Size, y1 = (y0 + Size) & (Size * Size - 1);
        u = u * u * (3 - 2 * u);
        v = v * v * (3 - 2 * v);
        var table = Table;
        var top = table[y0 + x0] + (table[y0 + x1] - table[y0 + x0]) * u;
        var bottom = table[y1 + x0] + (table[y1 + x1] - table[y1 + x0]) * u;
        return top + (bottom - top) * v;
    }

    /// <summary>Three octaves, the sum kept within 0..1.</summary>
    public static float Fractal(float x, float y) =>
        At(x, y) * 0.57f + At(x * 2.03f + 17.3f, y * 2.03f + 5.1f) * 0.29f + At(x * 4.1f + 3.7f, y * 4.1f + 41.9f) * 0.14f;

    private static float[] Make()
    {
        var random = new RandomStream(0x51CE);
        var table = new float[Size * Size];
        for (var i = 0; i < table.Length; i++)
            table[i] = (float)random.Unit();
        return table;
    }
}
