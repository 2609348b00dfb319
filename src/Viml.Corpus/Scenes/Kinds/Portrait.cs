using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>A person from the shoulders up before a soft background; almost nothing moves.</summary>
internal sealed class Portrait(RandomStream random, float busyness) : Scene
{
    private readonly float _x = (float)random.Between(-0.3, 0.3);
    private readonly float _light = random.Chance(0.5) ? 1 : -1;
    private readonly float _hair = (float)random.Between(0.9, 1.35);
    private readonly float[] _soft = Spread(random, 16, -1, 1);
    private readonly int _spots = 3 + (int)(5 * busyness);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.3f);
        canvas.Gradient(palette.Base, Vector3.Lerp(palette.Base, palette.Light, 0.5f), palette.Shade);
        for (var i = 0; i < _spots; i++)
            canvas.Disk(_soft[i] * 0.9f + 0.03f * MathF.Sin(time * 0.5f + i), _soft[i + 8] * 0.4f, 0.14f,
                i % 2 == 0 ? palette.Accent : palette.Light, 0.3f + 0.2f * moment.Pulse, 0.7f);
        canvas.Parallax(1);
        var breath = 0.006f * MathF.Sin(time * 1.2f);
        var x = _x + 0.015f * MathF.Sin(time * 0.4f);
        var skin = Vector3.Lerp(palette.Base, palette.Light, 0.45f);
        canvas.Ellipse(x, 0.02f + breath, 0.19f * _hair, 0.24f * _hair, palette.Deep, 1, 0.08f);
        canvas.Ellipse(x, 0.62f + breath, 0.42f, 0.32f, palette.Shade, 1, 0.06f);
        canvas.Ellipse(x + 0.12f * _light, 0.6f + breath, 0.26f, 0.26f, Vector3.Lerp(palette.Shade, palette.Accent, 0.5f), 0.6f, 0.9f);
        canvas.Rectangle(x - 0.055f, 0.2f, x + 0.055f, 0.36f, skin * 0.8f);
        canvas.Ellipse(x, 0.06f + breath, 0.14f, 0.185f, skin, 1, 0.06f);
        canvas.Ellipse(x + 0.06f * _light, 0.04f + breath, 0.1f, 0.15f, palette.Light, 0.7f, 1);
        canvas.Ellipse(x - 0.07f * _light, 0.08f + breath, 0.09f, 0.16f, palette.Shade, 0.5f, 1);
        for (var side = -1; side <= 1; side += 2)
        {
            var blink = Curve.Cycle(time * 0.23f) < 0.04f ? 0.2f : 1;
            canvas.Ellipse(x + side * 0.052f, 0.04f + breath, 0.02f, 0.011f * blink, palette.Deep, 0.8f, 0.4f);
        }
        canvas.Ellipse(x, 0.155f + breath, 0.036f, 0.009f, Vector3.Lerp(palette.Deep, palette.Accent, 0.4f), 0.8f, 0.4f);
        canvas.Ellipse(x - 0.02f * _light, -0.11f + breath, 0.16f * _hair, 0.09f, palette.Deep, 1, 0.12f);
    }
}
