using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>A wide sky: gradient, a sun or moon, drifting clouds.</summary>
internal sealed class Clouds(RandomStream random, float busyness) : Scene
{
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _cover = 0.62f - 0.22f * busyness;
    private readonly float _sunX = (float)random.Between(-0.6, 0.6);
    private readonly float _sunY = (float)random.Between(-0.3, 0.1);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var palette = moment.Palette;
        canvas.Parallax(0.3f);
        canvas.Gradient(Vector3.Lerp(palette.Shade, palette.Base, 0.5f), palette.Base, palette.Light);
        canvas.Glow(_sunX, _sunY, 0.5f, palette.Accent * (0.45f + 0.2f * moment.Pulse));
        canvas.Disk(_sunX, _sunY, 0.07f, palette.Glow, 0.95f, 0.3f);
        canvas.Parallax(0.7f);
        var sky = new Shader(canvas.Pixels, palette, _cover, _offset + moment.Time * 0.35f, moment.Time * 0.12f);
        canvas.Shade(sky);
    }

    private struct Shader(Vector3[] behind, Palette palette, float cover, float drift, float change) : IShader
    {
        private int _pixel;

        public Vector3 At(float x, float y)
        {
            var sky = behind[_pixel++];
            // Clouds lie flatter towards the horizon at the bottom.
            var depth = 1.3f - y;
            var thick = NoiseField.Fractal(x * 2.4f / depth + drift, y * 6 / depth + change);
            var cloud = Curve.Smooth(cover, cover + 0.25f, thick);
            var lit = Vector3.Lerp(palette.Light, palette.Glow, Curve.Smooth(0.75f, 0.35f, thick - y * 0.3f));
            return Vector3.Lerp(sky, lit, cloud * 0.9f);
        }
    }
}
