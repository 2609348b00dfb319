using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>People moving before coloured light.</summary>
internal sealed class Dancers(RandomStream random, float busyness) : Scene
{
    private readonly int _count = 3 + (int)(6 * busyness);
    private readonly float[] _size = Spread(random, 10, 0.8, 1.15);
    private readonly float[] _phase = Spread(random, 10, 0, MathF.Tau);
    private readonly float[] _lamps = Spread(random, 10, -0.9, 0.9);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.3f);
        canvas.Gradient(palette.Shade, palette.Base, palette.Deep);
        for (var i = 0; i < 5; i++)
            canvas.Glow(_lamps[i] + 0.2f * MathF.Sin(time * 0.7f + i), -0.25f + 0.2f * _lamps[i + 5], 0.45f,
                (i % 2 == 0 ? palette.Accent : palette.Light) * (0.3f + 0.55f * moment.Pulse));
        canvas.Parallax(0.9f);
        for (var i = 0; i < _count; i++)
        {
            var far = i % 2;
            var x = -0.8f + 1.6f * (i + 0.5f) / _count + 0.05f * MathF.Sin(time * 1.7f + _phase[i]);
            Figure(canvas, x, 0.42f - 0.06f * far, _size[i] * (1 - 0.15f * far), time * 3 + _phase[i], moment.Pulse,
                Vector3.Lerp(palette.Deep, palette.Shade, far * 0.45f));
        }
        canvas.Below(_ => 0.43f, palette.Deep * 0.6f, palette.Deep * 0.3f);
    }

    private static void Figure(Canvas canvas, float x, float floor, float size, float phase, float pulse, Vector3 colour)
    {
        var bounce = (0.02f + 0.03f * pulse) * MathF.Abs(MathF.Sin(phase));
        var swing = MathF.Sin(phase);
        float hip = floor - 0.22f * size - bounce, shoulder = hip - 0.2f * size, lean = 0.035f * swing * size;
        canvas.Line(x - 0.045f * size, floor, x - 0.01f, hip, 0.05f * size, colour);
        canvas.Line(x + 0.045f * size, floor - 0.03f * MathF.Max(0, swing), x + 0.01f, hip, 0.05f * size, colour);
        canvas.Line(x, hip, x + lean, shoulder, 0.1f * size, colour);
        canvas.Disk(x + lean * 1.4f, shoulder - 0.085f * size, 0.052f * size, colour);
        for (var side = -1; side <= 1; side += 2)
        {
            var lift = MathF.Sin(phase * 0.5f + side) * 0.16f * size;
            canvas.Line(x + lean + side * 0.04f * size, shoulder + 0.01f, x + lean + side * 0.13f * size, shoulder - lift * 0.4f,
                0.034f * size, colour);
            canvas.Line(x + lean + side * 0.13f * size, shoulder - lift * 0.4f, x + lean + side * 0.17f * size,
                shoulder - lift - 0.07f * size, 0.03f * size, colour);
        }
    }
}
