namespace Viml.Models.Tests.Scene;

/// <summary>Synthetic frames in the size the scene encoder takes.</summary>
internal static class Frames
{
    public const int Width = 64;
    public const int Height = 36;

    public static ReadOnlyMemory<byte> Paint(Func<int, int, (int R, int G, int B)> colour)
    {
        var frame = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (r, g, b) = colour(x, y);
                frame[(y * Width + x) * 3] = (byte)r;
                frame[(y * Width + x) * 3 + 1] = (byte)g;
                frame[(y * Width + x) * 3 + 2] = (byte)b;
            }
        return frame;
    }

    public static ReadOnlyMemory<byte> Plain(int r, int g, int b) => Paint((_, _) => (r, g, b));

    /// <summary>A white vertical bar of 6 pixels on black, its left side at <paramref name="left"/> (wraps around).</summary>
    public static ReadOnlyMemory<byte> Bar(int left) =>
        Paint((x, _) => (((x - left) % Width) + Width) % Width < 6 ? (255, 255, 255) : (0, 0, 0));

    public static ReadOnlyMemory<byte> Noise(int seed, int offset = 0)
    {
        var random = new Random(seed);
        var values = new int[Height, Width * 2];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width * 2; x++)
                values[y, x] = random.Next(256);
        return Paint((x, y) => (values[y, x + offset], values[y, x + offset], values[y, x + offset]));
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Repeat(ReadOnlyMemory<byte> frame, int count) => Enumerable.Repeat(frame, count);
}
