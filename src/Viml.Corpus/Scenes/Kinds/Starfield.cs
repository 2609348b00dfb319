using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Stars flying past a nebula.</summary>
internal sealed class Starfield(RandomStream random, float busyness) : Scene
{
    private const int Most = 110;
    private readonly int _count = 45 + (int)(65 * busyness);
    private readonly float[] _angle = Spread(random, Most, 0, MathF.Tau);
    private readonly float[] _radius = Spread(random, Most, 0.08, 1);
    private readonly float[] _phase = Spread(random, Most, 0, 1);
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly bool _planet = random.Chance(0.35);
    private readonly float _planetX = (float)random.Between(-0.5, 0.5);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.4f);
        canvas.Shade(new Nebula(palette, _offset, time, moment.Pulse));
        for (var i = 0; i < _count; i++)
        {
            var near = Curve.Cycle(_phase[i] + time * 0.13f);
            var spread = _radius[i] / (1.15f - near) * 0.62f;
            var (sin, cos) = MathF.SinCos(_angle[i]);
            var light = Vector3.Lerp(palette.Light, palette.Glow, 0.5f) * (near * 1.3f);
            canvas.Glow(cos * spread, sin * spread, 0.008f + 0.014f * near, light);
            canvas.Line(cos * spread, sin * spread, cos * spread * (0.97f - 0.05f * near), sin * spread * (0.97f - 0.05f * near), 0.003f,
                palette.Glow, near * 0.4f);
        }
        if (!_planet)
            return;
        canvas.Parallax(0.6f);
        canvas.Glow(_planetX, 0.25f, 0.5f, palette.Base * 0.3f);
        canvas.Disk(_planetX, 0.25f, 0.26f, palette.Shade, 1, 0.03f);
        canvas.Disk(_planetX - 0.03f, 0.22f, 0.22f, palette.Base, 0.8f, 0.5f);
        canvas.Disk(_planetX - 0.08f, 0.16f, 0.12f, palette.Light, 0.5f, 1);
    }

    private readonly struct Nebula(Palette palette, float offset, float time, float pulse) : IShader
    {
        public Vector3 At(float x, float y)
        {
            var gas = NoiseField.Fractal(x * 1.7f + offset + time * 0.05f, y * 1.7f + time * 0.03f);
            var dust = NoiseField.At(x * 3 + 70, y * 3 + offset - time * 0.04f);
            var colour = Vector3.Lerp(palette.Deep * 0.6f, palette.Base, Curve.Smooth(0.45f, 0.9f, gas) * 0.9f);
            return colour + palette.Accent * (Curve.Smooth(0.5f, 0.95f, gas * 0.6f + dust * 0.4f) * (0.5f + 0.3f * pulse));
        }
    }
}
