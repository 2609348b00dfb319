using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Bursts of sparks over a night horizon.</summary>
internal sealed class Fireworks(RandomStream random, float busyness) : Scene
{
    private const int Bursts = 7;
    private const int Sparks = 26;
    private const float Life = 2.6f;
    private readonly int _active = 3 + (int)(4 * busyness);
    private readonly float[] _place = Spread(random, Bursts * 16 * 2, -1, 1);
    private readonly float[] _reach = Spread(random, Sparks, 0.6, 1.1);
    private readonly float _offset = (float)random.Between(0, 200);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time + 1);
        canvas.Parallax(0.3f);
        canvas.Gradient(palette.Deep * 0.7f, palette.Deep * 1.3f, palette.Shade);
        for (var burst = 0; burst < _active; burst++)
        {
            var turn = time / Life + burst / (float)_active;
            var age = Curve.Cycle(turn);
            var k = (burst * 16 + (int)turn % 16) * 2; // every burst bursts elsewhere
            float x = _place[k] * 0.7f, y = _place[k + 1] * 0.16f - 0.16f;
            var colour = ((burst + (int)turn) % 3) switch { 0 => palette.Accent, 1 => palette.Light, _ => palette.Base };
            var fade = MathF.Pow(1 - age, 1.3f);
            canvas.Glow(x, y, 0.55f, colour * (0.28f * fade * (1 + moment.Pulse)));
            var open = 0.36f * (1 - MathF.Exp(-3.2f * age));
            for (var spark = 0; spark < Sparks; spark++)
            {
                var (sin, cos) = MathF.SinCos(spark * MathF.Tau / Sparks + burst);
                for (var trail = 0; trail < 3; trail++)
                {
                    var reach = open * _reach[spark] * (1 - 0.1f * trail);
                    canvas.Glow(x + cos * reach, y + sin * reach + 0.16f * age * age, 0.016f,
                        Vector3.Lerp(palette.Glow, colour, age * 1.5f) * (fade * (1.5f - 0.45f * trail)));
                }
            }
        }
        canvas.Parallax(0.8f);
        canvas.Below(at => 0.4f - 0.05f * NoiseField.At(at * 12 + _offset, 3), palette.Deep * 0.5f, palette.Deep * 0.2f);
    }
}
