using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Open water to the horizon with waves, a low sun and its glitter.</summary>
internal sealed class Sea(RandomStream random, float busyness) : Scene
{
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _sunX = (float)random.Between(-0.5, 0.5);
    private readonly float _horizon = (float)random.Between(-0.18, 0.08);
    private readonly float _swell = 0.5f + busyness;

    public override void Draw(Canvas canvas, in Moment moment)
    {
        canvas.Parallax(0.5f);
        canvas.Shade(new Shader(moment.Palette, _horizon, _sunX, _offset, _swell, moment.Time, moment.Pulse));
        canvas.Glow(_sunX, _horizon - 0.06f, 0.35f, moment.Palette.Accent * 0.35f);
        canvas.Disk(_sunX, _horizon - 0.09f, 0.06f, moment.Palette.Glow, 0.9f, 0.2f);
    }

    private readonly struct Shader(Palette palette, float horizon, float sunX, float offset, float swell, float time, float pulse) : IShader
    {
        public Vector3 At(float x, float y)
        {
            if (y < horizon)
            {
                var up = Math.Min(1, (horizon - y) * 1.8f);
                var haze = NoiseField.At(x * 1.5f + offset, y * 9) * 0.15f;
                return Vector3.Lerp(palette.Light, palette.Base, up + haze - 0.1f);
            }
            var depth = 1 / (y - horizon + 0.03f); // far water is compressed
            var wave = NoiseField.Fractal(x * depth * 0.55f + offset + time * 0.3f, depth * 1.4f - time * 1.1f);
            var crest = Curve.Smooth(0.5f, 0.72f, wave) * swell;
            var water = Vector3.Lerp(palette.Shade, palette.Base, wave * 0.9f + 0.4f / (1 + 8 * (y - horizon)) - 0.15f);
            var path = MathF.Max(0, 1 - MathF.Abs(x - sunX) / (0.06f + 0.5f * (y - horizon)));
            return Vector3.Lerp(water, palette.Light, Math.Min(0.8f, crest * 0.35f))
                + palette.Glow * (crest * path * (0.5f + 0.3f * pulse));
        }
    }
}
