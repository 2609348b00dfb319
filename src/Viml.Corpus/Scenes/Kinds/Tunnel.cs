using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>A flight through a tube of bands and lamps.</summary>
internal sealed class Tunnel(RandomStream random, float busyness) : Scene
{
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _bands = 4 + MathF.Round(8 * busyness);
    private readonly float _twist = (float)random.Between(-1.2, 1.2);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (sin, cos) = MathF.SinCos(moment.Time * 0.4f + _offset);
        canvas.Shade(new Shader(moment.Palette, cos * 0.14f, sin * 0.09f, _bands, _twist, _offset, moment.Time, moment.Pulse));
    }

    private readonly struct Shader(
        Palette palette, float centreX, float centreY, float bands, float twist, float offset, float time, float pulse) : IShader
    {
        public Vector3 At(float x, float y)
        {
            float dx = x - centreX, dy = y - centreY;
            var radius = MathF.Sqrt(dx * dx + dy * dy) + 0.015f;
            var depth = 0.35f / radius;
            var along = depth + time * 1.1f;
            var around = Curve.Cycle(Curve.Turn(dy, dx) + twist * depth * 0.12f);
            var wall = NoiseField.Fractal(along * 1.7f + offset, MathF.Abs(around - 0.5f) * bands * 1.6f);
            var rib = Curve.Smooth(0.80f, 0.9f, Curve.Cycle(along * 0.9f));
            var lamp = Curve.Smooth(0.06f, 0.02f, MathF.Abs(Curve.Cycle(around * bands) - 0.5f) * 0.25f)
                * Curve.Smooth(0.5f, 0.6f, Curve.Cycle(along * 0.9f + 0.3f));
            var near = Curve.Smooth(0.02f, 0.55f, radius);
            var colour = palette.Ramp(0.12f + 0.5f * wall * near + 0.12f * near)
                + palette.Accent * ((rib * 0.35f + lamp * 0.55f) * near * (0.7f + 0.6f * pulse));
            return colour + palette.Glow * (MathF.Exp(-radius * 9) * (0.55f + 0.5f * pulse));
        }
    }
}
