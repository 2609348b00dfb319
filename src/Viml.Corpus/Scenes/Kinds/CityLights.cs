using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>A city at night out of focus: discs of light float over a skyline with lit windows.</summary>
internal sealed class CityLights(RandomStream random, float busyness) : Scene
{
    private const int Most = 42;
    private readonly int _count = 14 + (int)(28 * busyness);
    private readonly float[] _x = Spread(random, Most, -1.1, 1.1);
    private readonly float[] _y = Spread(random, Most, -0.45, 0.4);
    private readonly float[] _size = Spread(random, Most, 0.02, 0.085);
    private readonly float[] _height = Spread(random, 24, 0.1, 0.55);
    private readonly float _direction = random.Chance(0.5) ? 1 : -1;
    private readonly ulong _windows = random.Next();

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.2f);
        canvas.Gradient(palette.Deep, palette.Deep * 1.6f, palette.Shade);
        canvas.Parallax(0.5f);
        for (var house = 0; house < 24; house++)
        {
            var left = -1.25f + house * 0.105f;
            var top = 0.5f - _height[house];
            canvas.Rectangle(left, top, left + 0.1f, 0.7f, palette.Deep * 0.8f);
            for (var window = 0; window < 12; window++)
            {
                var bit = (int)((_windows >> ((house * 7 + window * 5) % 59)) & 3);
                if (bit == 0)
                    canvas.Rectangle(left + 0.015f + window % 3 * 0.028f, top + 0.03f + window / 3 * 0.07f,
                        left + 0.032f + window % 3 * 0.028f,
                        top + 0.06f + window / 3 * 0.07f, house % 3 == 0 ? palette.Accent : palette.Light, 0.75f);
            }
        }
        for (var i = 0; i < _count; i++)
        {
            var near = _size[i] * 12;
            canvas.Parallax(near);
            var x = Curve.Wrap(_x[i] + _direction * time * (0.03f + 0.14f * near), 1.15f);
            var colour = (i % 3) switch { 0 => palette.Accent, 1 => palette.Light, _ => palette.Base };
            var shine = 0.4f + 0.2f * MathF.Sin(time * 1.5f + i * 2.1f) + 0.5f * moment.Pulse;
            canvas.Disk(x, _y[i], _size[i], colour, Math.Clamp(shine * 0.75f, 0.1f, 0.9f), 0.18f);
            canvas.Glow(x, _y[i], _size[i] * 2.2f, colour * 0.14f);
        }
    }
}
