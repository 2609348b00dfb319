using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Motion graphics: discs, bars and rings that move and swell with the beat on a flat ground.</summary>
internal sealed class Shapes(RandomStream random, float busyness) : Scene
{
    private const int Most = 14;
    private readonly int _count = 4 + (int)(10 * busyness);
    private readonly float[] _x = Spread(random, Most, -0.8, 0.8);
    private readonly float[] _y = Spread(random, Most, -0.4, 0.4);
    private readonly float[] _size = Spread(random, Most, 0.05, 0.17);
    private readonly int _kind = random.Below(3);
    private readonly bool _dark = random.Chance(0.45);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        if (_dark)
            canvas.Gradient(palette.Deep, palette.Shade, palette.Deep);
        else
            canvas.Gradient(palette.Light, palette.Glow, palette.Light);
        for (var i = 0; i < _count; i++)
        {
            var colour = (i % 4) switch { 0 => palette.Accent, 1 => palette.Base, 2 => _dark ? palette.Light : palette.Shade,
                _ => palette.Accent * 0.75f };
            var size = _size[i] * (1 + 0.45f * moment.Pulse);
            var (sin, cos) = MathF.SinCos(time * (0.5f + i % 3 * 0.3f) + i * 2.4f);
            float x = _x[i] + 0.16f * cos, y = _y[i] + 0.1f * sin;
            switch ((_kind + i % 2) % 3)
            {
                case 0:
                    canvas.Disk(x, y, size, colour, 0.85f);
                    break;
                case 1:
                    canvas.Line(x - cos * size * 2, y - sin * size * 2, x + cos * size * 2, y + sin * size * 2, size * 0.4f, colour, 0.9f);
                    break;
                default:
                    canvas.Disk(x, y, size, colour, 0.9f);
                    canvas.Disk(x, y, size * 0.68f, _dark ? palette.Shade : palette.Glow);
                    break;
            }
        }
        for (var bar = 0; bar < 12; bar++)
        {
            var height = 0.05f + 0.16f * NoiseField.At(bar * 3.1f, time * 2.4f) + 0.1f * moment.Pulse;
            canvas.Rectangle(-0.88f + bar * 0.15f, 0.52f - height, -0.77f + bar * 0.15f, 0.6f,
                bar % 2 == 0 ? palette.Base : palette.Accent, 0.8f);
        }
    }
}
