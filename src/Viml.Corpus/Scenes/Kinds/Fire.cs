using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Flames with embers. Half of its colour is that of fire, whatever the palette says.</summary>
internal sealed class Fire(RandomStream random, float busyness) : Scene
{
    private static readonly Vector3 Flame = new(1.0f, 0.42f, 0.08f);
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _height = 0.75f + 0.5f * busyness;
    private readonly float[] _ember = Spread(random, 80, 0, 1);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        canvas.Shade(new Shader(palette, _offset, _height + 0.25f * moment.Pulse, time));
        for (var i = 0; i < 40; i++)
        {
            var age = Curve.Cycle(_ember[i] + time * (0.25f + 0.2f * _ember[i + 40]));
            canvas.Glow((_ember[i + 40] - 0.5f) * 2 + 0.08f * MathF.Sin(time * 2 + i), 0.55f - 1.1f * age, 0.012f,
                Vector3.Lerp(Flame, palette.Glow, 0.4f) * (1.2f * (1 - age)));
        }
    }

    private readonly struct Shader(Palette palette, float offset, float height, float time) : IShader
    {
        public Vector3 At(float x, float y)
        {
            var up = 0.5f - y;
            var sway = (NoiseField.At(x * 2 + offset, up * 2 - time * 0.8f) - 0.5f) * 0.5f * up;
            var body = NoiseField.Fractal((x + sway) * 4.2f + offset, y * 2.6f + time * 1.7f);
            var heat = body + 0.6f - up / height - 0.35f * x * x;
            var colour = Vector3.Lerp(palette.Deep * 0.7f, Vector3.Lerp(Flame * 0.6f, palette.Shade, 0.4f),
                Curve.Smooth(0.25f, 0.6f, heat));
            colour = Vector3.Lerp(colour, Vector3.Lerp(Flame, palette.Accent, 0.45f), Curve.Smooth(0.5f, 0.85f, heat));
            return Vector3.Lerp(colour, palette.Glow, Curve.Smooth(0.85f, 1.25f, heat) * 0.9f);
        }
    }
}
