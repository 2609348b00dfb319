using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>A glowing grid running to the horizon under a striped sun.</summary>
internal sealed class NeonGrid(RandomStream random, float busyness) : Scene
{
    private readonly float _lines = 2.2f + 2.5f * busyness;
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _horizon = (float)random.Between(0, 0.12);

    public override void Draw(Canvas canvas, in Moment moment)
    {
        var palette = moment.Palette;
        canvas.Parallax(0.3f);
        canvas.Gradient(palette.Deep, Vector3.Lerp(palette.Shade, palette.Accent, 0.25f), palette.Deep);
        canvas.Glow(0, _horizon - 0.12f, 0.55f, palette.Accent * (0.35f + 0.35f * moment.Pulse));
        canvas.Disk(0, _horizon - 0.12f, 0.22f, Vector3.Lerp(palette.Accent, palette.Glow, 0.45f), 1, 0.04f);
        for (var stripe = 0; stripe < 5; stripe++)
        {
            var y = -0.02f + stripe * 0.042f; // from the middle of the sun
            var chord = MathF.Sqrt(Math.Max(0, 0.22f * 0.22f - y * y));
            canvas.Rectangle(-chord, _horizon - 0.12f + y, chord, _horizon - 0.114f + y + 0.003f * stripe, palette.Shade, 0.85f);
        }
        canvas.Below(x => _horizon - 0.16f * Curve.Smooth(0.1f, 0.9f, MathF.Abs(x)) * (0.3f + NoiseField.Fractal(x * 5 + _offset, 2)),
            palette.Deep, palette.Shade);
        canvas.Shade(new Floor(canvas.Pixels, palette, _horizon, _lines, moment.Time, moment.Pulse));
    }

    private struct Floor(Vector3[] behind, Palette palette, float horizon, float lines, float time, float pulse) : IShader
    {
        private int _pixel;

        public Vector3 At(float x, float y)
        {
            var seen = behind[_pixel++];
            var down = y - horizon;
            if (down <= 0)
                return seen;
            var depth = 0.35f / (down + 0.02f);
            var across = MathF.Abs(Curve.Cycle(x * depth * lines) - 0.5f) * 2;
            var along = MathF.Abs(Curve.Cycle(depth * lines * 0.6f + time * 1.1f) - 0.5f) * 2;
            // Lines keep their width on the screen, so they widen with distance in the world.
            var width = Math.Min(0.6f, 0.03f * depth * lines + 0.04f);
            var line = Math.Max(Curve.Smooth(1 - width, 1, across), Curve.Smooth(1 - width, 1, along));
            var fade = Curve.Smooth(0, 0.12f, down);
            return palette.Deep * 0.8f + Vector3.Lerp(palette.Accent, palette.Light, 0.3f)
                * (line * (0.25f + 0.75f * fade) * (0.75f + 0.5f * pulse));
        }
    }
}
