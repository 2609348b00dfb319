using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Rain streaks before a blurred street, rings on the wet ground.</summary>
internal sealed class Rain(RandomStream random, float busyness) : Scene
{
    private const int Most = 130;
    private readonly int _count = 45 + (int)(85 * busyness);
    private readonly float[] _x = Spread(random, Most, -1.1, 1.1);
    private readonly float[] _phase = Spread(random, Most, 0, 1);
    private readonly float[] _speed = Spread(random, Most, 1.0, 1.7);
    private readonly float[] _lamps = Spread(random, 16, -1, 1);
    private readonly float _slant = (float)random.Between(-0.12, 0.12);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.3f);
        canvas.Gradient(palette.Shade, Vector3.Lerp(palette.Shade, palette.Base, 0.4f), palette.Deep);
        for (var i = 0; i < 8; i++)
        {
            var colour = i % 2 == 0 ? palette.Accent : palette.Light;
            canvas.Disk(_lamps[i], _lamps[i + 8] * 0.22f - 0.1f, 0.05f + 0.02f * (i % 3), colour, 0.35f + 0.25f * moment.Pulse, 0.6f);
            canvas.Ellipse(_lamps[i], 0.38f, 0.035f, 0.13f, colour, 0.25f, 0.9f); // its reflection
        }
        canvas.Parallax(1);
        for (var i = 0; i < _count; i++)
        {
            var fall = Curve.Cycle(_phase[i] + time * _speed[i] * 0.8f);
            var y = -0.65f + 1.3f * fall;
            var length = 0.06f + 0.05f * _speed[i];
            canvas.Line(_x[i] + _slant * y, y, _x[i] + _slant * (y + length), y + length, 0.004f, palette.Glow,
                0.16f + 0.14f * (_speed[i] - 0.8f));
        }
        for (var i = 0; i < _count / 6; i++)
        {
            var age = Curve.Cycle(_phase[i] + time * 1.1f);
            canvas.Ellipse(_x[i], 0.3f + 0.2f * _phase[i], 0.01f + 0.07f * age, 0.004f + 0.016f * age, palette.Light, 0.35f * (1 - age),
                0.5f);
        }
    }
}
