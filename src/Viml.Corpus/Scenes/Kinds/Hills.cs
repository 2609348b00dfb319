using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Ridges in parallax under a low sun.</summary>
internal sealed class Hills(RandomStream random, float busyness) : Scene
{
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _sunX = (float)random.Between(-0.55, 0.55);
    private readonly float _sunY = (float)random.Between(-0.2, 0.02);
    private readonly float _rough = 1.4f + 2.2f * busyness;
    private readonly bool _birds = random.Chance(0.4);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.15f);
        canvas.Gradient(palette.Base, palette.Light, Vector3.Lerp(palette.Light, palette.Accent, 0.5f));
        canvas.Glow(_sunX, _sunY, 0.6f, palette.Accent * (0.4f + 0.2f * moment.Pulse));
        canvas.Disk(_sunX, _sunY, 0.1f, palette.Glow, 0.95f, 0.12f);
        for (var layer = 0; layer < 4; layer++)
        {
            var near = (layer + 1) / 4f;
            canvas.Parallax(0.2f + 0.9f * near);
            var top = Vector3.Lerp(palette.Light, palette.Deep, 0.25f + 0.72f * near);
            var base_ = -0.02f + 0.36f * near;
            var scroll = _offset + layer * 31 + time * 0.22f * near;
            canvas.Below(x => base_ - 0.3f * (1.15f - 0.6f * near) * (NoiseField.Fractal((x + scroll) * _rough, layer * 7.3f) - 0.3f), top,
                Vector3.Lerp(top, palette.Light, 0.22f * (1 - near)));
        }
        if (!_birds)
            return;
        canvas.Parallax(0.5f);
        for (var i = 0; i < 5; i++)
        {
            var x = Curve.Wrap(i * 0.09f + time * 0.12f, 1.1f);
            var y = -0.28f + 0.03f * (i * i % 4) + 0.015f * MathF.Sin(time + i);
            var flap = 0.014f * MathF.Sin(time * 7 + i);
            canvas.Line(x - 0.022f, y - flap, x, y, 0.006f, palette.Deep);
            canvas.Line(x, y, x + 0.022f, y - flap, 0.006f, palette.Deep);
        }
    }
}
