using System.Numerics;

namespace Viml.Corpus.Scenes.Drawing;

/// <summary>Gives the colour of a point of the world; a struct, so that the loop over the pixels is compiled for it.</summary>
internal interface IShader
{
    public Vector3 At(float x, float y);
}

/// <summary>
/// A small software rasteriser over float RGB. World coordinates: the frame is 1 high, y points down, the origin is the middle of the
/// frame. A
/// <see cref="View"/> moves and zooms the world; <see cref="Parallax"/> says how much of its movement the next strokes follow (0 = far
/// away).
/// </summary>
internal sealed class Canvas
{
    private float _left, _top, _scale;

    public Canvas(int width, int height)
    {
        (Width, Height) = (width, height);
        Pixels = new Vector3[width * height];
        View = new View(0, 0, 1);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Row-major RGB, about 0 to 1; the film clips what is outside.</summary>
    public Vector3[] Pixels { get; }

    public View View
    {
        get;
        set
        {
            field = value;
            Parallax(1);
        }
    }

    public void Parallax(float depth)
    {
        _scale = Height * View.Zoom;
        _left = View.X * depth - Width / (2 * _scale);
        _top = View.Y * depth - Height / (2 * _scale);
    }

    /// <summary>Colours every pixel.</summary>
    public void Shade<T>(T shader) where T : struct, IShader
    {
        var step = 1 / _scale;
        for (int row = 0, i = 0; row < Height; row++)
        {
            var y = _top + (row + 0.5f) * step;
            for (var column = 0; column < Width; column++)
                Pixels[i++] = shader.At(_left + (column + 0.5f) * step, y);
        }
    }

    /// <summary>A vertical gradient over the frame's world height: top, middle, bottom.</summary>
    public void Gradient(Vector3 top, Vector3 middle, Vector3 bottom)
    {
        for (var row = 0; row < Height; row++)
        {
            var y = Math.Clamp(_top + (row + 0.5f) / _scale + 0.5f, 0, 1) * 2;
            Pixels.AsSpan(row * Width, Width).Fill(y < 1 ? Vector3.Lerp(top, middle, y) : Vector3.Lerp(middle, bottom, y - 1));
        }
    }

    /// <summary>
    /// An ellipse, opaque inside and fading over <paramref name="softness"/> of its radius (0 = sharp, 1 = fades from the centre).
    /// </summary>
    public void Ellipse(float x, float y, float radiusX, float radiusY, Vector3 colour, float alpha = 1, float softness = 0)
    {
        // Never sharper than a pixel: this is the anti-aliasing.
        var edge = Math.Max(softness, Math.Min(1, 1.5f / (_scale * Math.Min(radiusX, radiusY))));
        var (fromX, toX, fromY, toY) = Box(x - radiusX, x + radiusX, y - radiusY, y + radiusY);
        for (var row = fromY; row < toY; row++)
        {
            var dy = (_top + (row + 0.5f) / _scale - y) / radiusY;
            for (var column = fromX; column < toX; column++)
            {
                var dx = (_left + (column + 0.5f) / _scale - x) / radiusX;
                var distance = dx * dx + dy * dy;
                if (distance >= 1)
                    continue;
                ref var pixel = ref Pixels[row * Width + column];
                pixel = Vector3.Lerp(pixel, colour, alpha * Math.Min(1, (1 - MathF.Sqrt(distance)) / edge));
            }
        }
    }

    public void Disk(float x, float y, float radius, Vector3 colour, float alpha = 1, float softness = 0) =>
        Ellipse(x, y, radius, radius, colour, alpha, softness);

    /// <summary>Adds light that falls off smoothly to nothing at <paramref name="radius"/>.</summary>
    public void Glow(float x, float y, float radius, Vector3 light)
    {
        radius = Math.Max(radius, 0.9f / _scale); // a point of light never falls between pixels
        var (fromX, toX, fromY, toY) = Box(x - radius, x + radius, y - radius, y + radius);
        var inverse = 1 / (radius * radius);
        for (var row = fromY; row < toY; row++)
        {
            var dy = _top + (row + 0.5f) / _scale - y;
            for (var column = fromX; column < toX; column++)
            {
                var dx = _left + (column + 0.5f) / _scale - x;
                var near = 1 - (dx * dx + dy * dy) * inverse;
                if (near > 0)
                    Pixels[row * Width + column] += light * (near * near);
            }
        }
    }

    /// <summary>A line with round ends.</summary>
    public void Line(float x0, float y0, float x1, float y1, float width, Vector3 colour, float alpha = 1)
    {
        var radius = Math.Max(width / 2, 0.5f / _scale);
        var (fromX, toX, fromY, toY) = Box(Math.Min(x0, x1) - radius, Math.Max(x0, x1) + radius, Math.Min(y0, y1) - radius,
            Math.Max(y0, y1) + radius);
        float ax = x1 - x0, ay = y1 - y0, inverse = 1 / Math.Max(ax * ax + ay * ay, 1e-9f);
        for (var row = fromY; row < toY; row++)
        {
            var py = _top + (row + 0.5f) / _scale - y0;
            for (var column = fromX; column < toX; column++)
            {
                var px = _left + (column + 0.5f) / _scale - x0;
                var along = Math.Clamp((px * ax + py * ay) * inverse, 0, 1);
                float dx = px - along * ax, dy = py - along * ay;
                var cover = Math.Min(1, (radius - MathF.Sqrt(dx * dx + dy * dy)) * _scale + 0.5f);
                if (cover <= 0)
                    continue;
                ref var pixel = ref Pixels[row * Width + column];
                pixel = Vector3.Lerp(pixel, colour, alpha * cover);
            }
        }
    }

    /// <summary>A filled rectangle.</summary>
    public void Rectangle(float x0, float y0, float x1, float y1, Vector3 colour, float alpha = 1)
    {
        var (fromX, toX, fromY, toY) = Box(x0, x1, y0, y1);
        for (var row = fromY; row < toY; row++)
        {
            // How much of the pixel lies inside, per axis.
            var top = _top + row / _scale;
            var coverY = alpha * Math.Clamp(Math.Min((y1 - top) * _scale, (top + 1 / _scale - y0) * _scale), 0, 1);
            for (var column = fromX; column < toX; column++)
            {
                var left = _left + column / _scale;
                var cover = coverY * Math.Clamp(Math.Min((x1 - left) * _scale, (left + 1 / _scale - x0) * _scale), 0, 1);
                ref var pixel = ref Pixels[row * Width + column];
                pixel = Vector3.Lerp(pixel, colour, cover);
            }
        }
    }

    /// <summary>Fills everything below a curve y(x): hills, waves, crowds.</summary>
    public void Below(Func<float, float> curve, Vector3 colour, Vector3 colourAtBottom)
    {
        for (var column = 0; column < Width; column++)
        {
            var start = (curve(_left + (column + 0.5f) / _scale) - _top) * _scale;
            for (var row = Math.Max(0, (int)start); row < Height; row++)
            {
                var down = Math.Clamp((row - start) / Height * 2, 0, 1);
                ref var pixel = ref Pixels[row * Width + column];
                pixel = Vector3.Lerp(pixel, Vector3.Lerp(colour, colourAtBottom, down), Math.Clamp(row + 1 - start, 0, 1));
            }
        }
    }

    private (int FromX, int ToX, int FromY, int ToY) Box(float x0, float x1, float y0, float y1) =>
        (Column((x0 - _left) * _scale, Width, up: false), Column((x1 - _left) * _scale, Width, up: true),
            Column((y0 - _top) * _scale, Height, up: false), Column((y1 - _top) * _scale, Height, up: true));

    private static int Column(float at, int limit, bool up) => (int)Math.Clamp(up ? MathF.Ceiling(at) : MathF.Floor(at), 0, limit);
}

/// <summary>What part of the world the frame shows: its centre and how many times closer than normal.</summary>
internal readonly record struct View(float X, float Y, float Zoom);
