using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Trunks in three depths drifting past, light between them, leaves above, points of light.</summary>
internal sealed class Forest(RandomStream random, float busyness) : Scene
{
    private const int Layers = 3;
    private readonly int _perLayer = 6 + (int)(5 * busyness);
    private readonly float[] _at = Spread(random, Layers * 11, -1.3, 1.3);
    private readonly float[] _width = Spread(random, Layers * 11, 0.5, 1.3);
    private readonly float[] _fly = Spread(random, 60, 0, 1);
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _light = (float)random.Between(-0.4, 0.4);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Parallax(0.2f);
        canvas.Gradient(palette.Base, palette.Light, palette.Shade);
        canvas.Glow(_light, -0.15f, 0.8f, palette.Glow * (0.3f + 0.15f * moment.Pulse));
        for (var layer = 0; layer < Layers; layer++)
        {
            var near = (layer + 1f) / Layers;
            canvas.Parallax(0.4f + 0.8f * near);
            var colour = Vector3.Lerp(palette.Base, palette.Deep, near * 0.95f);
            for (var i = 0; i < _perLayer; i++)
            {
                var k = layer * 11 + i;
                var x = Curve.Wrap(_at[k] - time * 0.07f * near, 1.3f);
                var half = 0.012f + 0.035f * near * _width[k];
                var lean = (_width[k] - 0.9f) * 0.12f;
                canvas.Line(x, 0.7f, x + lean, -0.7f, half * 2, colour);
                canvas.Line(x + lean * 0.4f, -0.05f, x + lean + half * 5, -0.35f, half * 0.7f, colour);
            }
            var (layerNear, layerTime) = (near, time);
            canvas.Below(at => 0.62f - 0.17f * layerNear - 0.09f * NoiseField.At(at * 7 + _offset + layerTime * 0.5f * layerNear,
                layerNear * 9), colour, palette.Deep);
        }
        canvas.Parallax(1);
        for (var i = 0; i < 14; i++)
        {
            var sway = 0.02f * MathF.Sin(time * 1.3f + i);
            canvas.Ellipse(-1.1f + i * 0.17f + sway, -0.52f + 0.06f * MathF.Sin(i * 2.4f), 0.16f, 0.13f, palette.Deep, 0.85f, 0.35f);
        }
        var flies = (int)(20 * busyness);
        for (var i = 0; i < flies; i++)
            canvas.Glow(
                Curve.Wrap(_fly[i] * 2 + 0.15f * MathF.Sin(time * 0.8f + i), 0.95f),
                -0.3f + 0.7f * _fly[i + 20] + 0.06f * MathF.Sin(time * 1.1f + i * 1.7f),
                0.025f,
                palette.Accent * (0.6f + 0.4f * MathF.Sin(time * 3 + i * 2)));
    }
}
