using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Grass and flowers in the wind under an open sky, petals in the air.</summary>
internal sealed class Meadow(RandomStream random, float busyness) : Scene
{
    private const int Blades = 90;
    private readonly float[] _x = Spread(random, Blades, -1.15, 1.15);
    private readonly float[] _height = Spread(random, Blades, 0.14, 0.36);
    private readonly float[] _petal = Spread(random, 48, 0, 1);
    private readonly int _flowers = 14 + (int)(30 * busyness);
    private readonly float _offset = (float)random.Between(0, 200);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.2f);
        canvas.Gradient(palette.Base, palette.Light, palette.Glow);
        canvas.Glow(0.45f, -0.3f, 0.6f, palette.Glow * (0.3f + 0.2f * moment.Pulse));
        canvas.Below(x => 0.02f - 0.1f * NoiseField.At(x * 2.3f + _offset, 5), Vector3.Lerp(palette.Base, palette.Shade, 0.4f),
            palette.Shade);
        canvas.Below(x => 0.16f - 0.08f * NoiseField.At(x * 3.1f + _offset, 8), palette.Shade, palette.Deep);
        canvas.Parallax(1);
        for (var i = 0; i < Blades; i++)
        {
            var wind = 0.07f * MathF.Sin(time * 1.4f + _x[i] * 3) + 0.025f * MathF.Sin(time * 3.1f + i);
            var tip = 0.52f - _height[i];
            canvas.Line(_x[i], 0.56f, _x[i] + wind, tip, 0.011f, Vector3.Lerp(palette.Deep, palette.Base, i % 4 / 4f));
            if (i >= _flowers)
                continue;
            canvas.Disk(_x[i] + wind, tip, 0.026f, i % 3 == 0 ? palette.Light : palette.Accent, 0.95f, 0.2f);
            canvas.Disk(_x[i] + wind, tip, 0.009f, palette.Glow);
        }
        for (var i = 0; i < 16; i++)
        {
            var x = Curve.Wrap(_petal[i] * 2.2f + time * (0.08f + 0.1f * _petal[i + 16]), 1.1f);
            canvas.Disk(x, -0.4f + 0.7f * _petal[i + 32] + 0.05f * MathF.Sin(time * 1.6f + i), 0.011f,
                i % 2 == 0 ? palette.Accent : palette.Glow, 0.8f, 0.3f);
        }
    }
}
