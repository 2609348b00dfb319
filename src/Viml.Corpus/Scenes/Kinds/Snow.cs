using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Snowfall in three depths over a line of firs.</summary>
internal sealed class Snow(RandomStream random, float busyness) : Scene
{
    private const int Most = 120;
    private readonly int _count = 45 + (int)(75 * busyness);
    private readonly float[] _x = Spread(random, Most, -1.1, 1.1);
    private readonly float[] _phase = Spread(random, Most, 0, 1);
    private readonly float[] _firs = Spread(random, 24, 0.12, 0.4);
    private readonly float _offset = (float)random.Between(0, 200);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.2f);
        canvas.Gradient(palette.Base, Vector3.Lerp(palette.Base, palette.Light, 0.6f), palette.Glow);
        canvas.Parallax(0.6f);
        for (var i = 0; i < 24; i++)
        {
            var x = -1.2f + i * 0.105f;
            var colour = Vector3.Lerp(palette.Shade, palette.Base, i % 3 * 0.25f);
            for (var row = 0; row < 12; row++) // a fir is strokes that widen towards the ground in three tiers
            {
                var down = (row + 0.5f) / 12;
                var half = _firs[i] * (0.05f + 0.19f * down + 0.13f * Curve.Cycle(down * 3));
                var y = 0.28f - _firs[i] * (1 - down);
                canvas.Rectangle(x - half, y, x + half, y + _firs[i] / 11, colour);
            }
        }
        canvas.Below(x => 0.24f + 0.07f * NoiseField.Fractal(x * 2 + _offset, 4), palette.Glow, palette.Light);
        for (var i = 0; i < _count; i++)
        {
            var near = 0.3f + 0.7f * (i % 3) / 2f;
            canvas.Parallax(near);
            var fall = Curve.Cycle(_phase[i] + time * 0.16f * near);
            canvas.Glow(_x[i] + 0.06f * MathF.Sin(time * 0.9f + i), -0.6f + 1.2f * fall, 0.012f + 0.02f * near,
                palette.Glow * (0.75f + 0.3f * moment.Pulse));
        }
    }
}
