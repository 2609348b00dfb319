using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>A concert: beams sweep through haze over the heads of a crowd.</summary>
internal sealed class Stage(RandomStream random, float busyness) : Scene
{
    private const int Most = 7;
    private readonly int _beams = 3 + (int)(4 * busyness);
    private readonly float[] _phase = Spread(random, Most, 0, MathF.Tau);
    private readonly float[] _rate = Spread(random, Most, 0.5, 1.2);
    private readonly float[] _heads = Spread(random, 26, 0, 1);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.5f);
        canvas.Gradient(palette.Deep, palette.Shade * 0.8f, palette.Base);
        canvas.Glow(0, 0.3f, 0.7f, palette.Accent * (0.25f + 0.6f * moment.Pulse));
        for (var i = 0; i < _beams; i++)
        {
            var from = -0.8f + 1.6f * (i + 0.5f) / _beams;
            var tilt = 0.55f * MathF.Sin(time * _rate[i] + _phase[i]);
            var light = i % 2 == 0 ? palette.Accent : palette.Light;
            for (var strand = -2; strand <= 2; strand++) // a cone of light from a few translucent lines
                canvas.Line(from, -0.52f, from + tilt + strand * 0.04f, 0.45f, 0.06f, light,
                    (0.11f + 0.12f * moment.Pulse) * (1.2f - 0.25f * Math.Abs(strand)));
            canvas.Glow(from, -0.48f, 0.12f, palette.Glow * (0.8f + 0.5f * moment.Pulse));
        }
        canvas.Parallax(1);
        for (var i = 0; i < 26; i++)
        {
            var x = -1.15f + i * 0.09f + 0.02f * _heads[i];
            var bounce = (0.012f + 0.03f * moment.Pulse) * MathF.Sin(time * 3.2f + _heads[i] * 6);
            var y = 0.4f + 0.06f * _heads[i] - MathF.Abs(bounce);
            canvas.Disk(x, y, 0.045f, palette.Deep * 0.45f);
            canvas.Ellipse(x, y + 0.16f, 0.075f, 0.13f, palette.Deep * 0.45f);
            if (_heads[i] > 0.62f)
                canvas.Line(x + 0.05f, y + 0.08f, x + 0.06f + bounce, y - 0.13f, 0.025f, palette.Deep * 0.45f);
        }
    }
}
