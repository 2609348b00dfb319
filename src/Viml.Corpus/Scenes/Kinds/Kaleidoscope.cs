using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>A mirrored, turning pattern.</summary>
internal sealed class Kaleidoscope(RandomStream random, float busyness) : Scene
{
    private readonly float _segments = random.From(3, 6 + (int)(4 * busyness));
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _detail = 3 + 4 * busyness;

    public override void Draw(Canvas canvas, in Moment moment) =>
        canvas.Shade(new Shader(moment.Palette, _segments, _offset, _detail, moment.Time, moment.Pulse));

    private readonly struct Shader(Palette palette, float segments, float offset, float detail, float time, float pulse) : IShader
    {
        public Vector3 At(float x, float y)
        {
            var radius = MathF.Sqrt(x * x + y * y);
            var angle = Curve.Turn(y, x) * segments + time * 0.06f * segments;
            var fold = MathF.Abs(Curve.Cycle(angle) - 0.5f) * 2;
            var noise = NoiseField.Fractal(fold * detail * (0.4f + radius) + offset, radius * detail - time * 0.7f);
            var rings = 0.5f + 0.5f * MathF.Sin((radius * 14 + fold * 4) - time * 1.8f);
            var value = 0.55f * Curve.Smooth(0.25f, 0.75f, noise) + 0.3f * rings + 0.25f * pulse * MathF.Max(0, 1 - 2 * radius);
            return Vector3.Lerp(palette.Ramp(value), palette.Accent, Curve.Smooth(0.62f, 0.7f, noise) * 0.85f);
        }
    }
}
