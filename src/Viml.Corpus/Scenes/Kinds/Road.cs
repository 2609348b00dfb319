using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>A drive: road with lane marks, verge, posts rushing by, hills at the horizon.</summary>
internal sealed class Road(RandomStream random, float busyness) : Scene
{
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _bend = (float)random.Between(0.1, 0.4);
    private readonly int _posts = 5 + (int)(7 * busyness);
    private readonly bool _trees = random.Chance(0.5);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var (palette, time) = (moment.Palette, moment.Time);
        var bend = _bend * MathF.Sin(time * 0.25f + _offset);
        canvas.Parallax(0.2f);
        canvas.Gradient(palette.Base, palette.Light, palette.Glow);
        canvas.Glow(0.3f, -0.12f, 0.4f, palette.Accent * (0.35f + 0.2f * moment.Pulse));
        canvas.Below(x => -0.04f - 0.14f * NoiseField.Fractal(x * 2.2f + _offset + bend * 2, 1), palette.Shade, palette.Base);
        canvas.Parallax(0.6f);
        canvas.Shade(new Shader(canvas.Pixels, palette, bend, time, _offset));
        for (var i = _posts - 1; i >= 0; i--)
        {
            var distance = (i + 1 - Curve.Cycle(time * 1.3f)) / _posts * 3 + 0.12f;
            for (var side = -1; side <= 1; side += 2)
            {
                var y = 0.42f / (distance * 2.2f + 0.4f);
                var x = (side * 0.62f) / (distance * 1.6f + 0.3f) + bend / (1 + y * 6);
                var height = 0.3f / (distance * 1.8f + 0.3f);
                canvas.Line(x, y, x, y - height, 0.02f / (distance + 0.3f), palette.Deep);
                if (_trees)
                    canvas.Disk(x, y - height, height * 0.45f, Vector3.Lerp(palette.Deep, palette.Shade, 0.5f), 1, 0.4f);
                else
                    canvas.Glow(x, y - height, height * 0.4f, palette.Accent * 0.9f);
            }
        }
    }

    private struct Shader(Vector3[] behind, Palette palette, float bend, float time, float offset) : IShader
    {
        private int _pixel;

        public Vector3 At(float x, float y)
        {
            var seen = behind[_pixel++];
            if (y <= 0)
                return seen;
            var depth = 0.3f / (y + 0.02f);
            var across = (x - bend / (1 + y * 6)) / (y * 1.25f + 0.02f);
            var along = depth + time * 1.6f;
            var distance = MathF.Abs(across);
            var grit = NoiseField.At(across * 5 + offset, along * 4) * 0.3f;
            var verge = Vector3.Lerp(palette.Shade, palette.Base,
                grit + 0.35f * Curve.Smooth(0.4f, 0.6f, MathF.Abs(Curve.Cycle(along * 0.5f) - 0.5f) * 2));
            var road = Vector3.Lerp(palette.Deep, palette.Shade, 0.45f + grit);
            var mark = distance < 0.035f && Curve.Cycle(along * 0.8f) < 0.5f || MathF.Abs(distance - 0.62f) < 0.03f;
            var ground = distance < 0.7f ? (mark ? palette.Glow : road) : verge;
            return Vector3.Lerp(ground, palette.Light, Curve.Smooth(0.09f, 0, y) * 0.6f);
        }
    }
}
