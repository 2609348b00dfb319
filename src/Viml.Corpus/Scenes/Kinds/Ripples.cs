using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Still water from above, rings spreading from drops.</summary>
internal sealed class Ripples(RandomStream random, float busyness) : Scene
{
    private const int Most = 7;
    private const float Period = 4;
    private readonly int _drops = 3 + (int)(4 * busyness);
    private readonly float[] _x = Spread(random, Most * 8, -0.85, 0.85);
    private readonly float[] _y = Spread(random, Most * 8, -0.45, 0.45);
    private readonly float _offset = (float)random.Between(0, 200);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        Span<Vector3> drops = stackalloc Vector3[Most];
        for (var i = 0; i < _drops; i++)
        {
            var turn = moment.Time / Period + i / (float)_drops + 1;
            var k = i * 8 + (int)turn % 8;
            drops[i] = new Vector3(_x[k], _y[k], Curve.Cycle(turn));
        }
        var surface = new Shader(moment.Palette, _offset, moment.Time, moment.Pulse) { Count = _drops };
        drops.CopyTo(surface.Drops);
        canvas.Shade(surface);
    }

    [System.Runtime.CompilerServices.InlineArray(Most)]
    private struct DropList
    {
        private Vector3 _first;
    }

    private struct Shader(Palette palette, float offset, float time, float pulse) : IShader
    {
        public DropList Drops;
        public int Count;

        public Vector3 At(float x, float y)
        {
            float slope = 0;
            for (var i = 0; i < Count; i++)
            {
                float dx = x - Drops[i].X, dy = (y - Drops[i].Y) * 1.6f, age = Drops[i].Z;
                var ahead = MathF.Sqrt(dx * dx + dy * dy) - age * 1.1f; // distance from the front of the ring
                if (ahead is < 0.02f and > -0.3f)
                    slope += MathF.Sin(ahead * 62) * (1 - age) * (ahead + 0.3f) * 3;
            }
            var deep = NoiseField.Fractal(x * 1.6f + offset + slope * 0.12f, y * 2.4f + time * 0.12f);
            var colour = palette.Ramp(0.18f + 0.6f * deep + 0.12f * slope);
            return colour + palette.Glow * (Curve.Smooth(0.4f, 0.9f, slope) * 0.4f)
                + palette.Accent * (Curve.Smooth(0.6f, 0.85f, deep) * (0.35f + 0.3f * pulse));
        }
    }
}
