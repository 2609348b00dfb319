using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes.Kinds;

/// <summary>Abstract colour: slow interfering waves and cells.</summary>
internal sealed class Plasma(RandomStream random, float busyness) : Scene
{
    private readonly float _offset = (float)random.Between(0, 200);
    private readonly float _scale = 1.2f + 2.2f * busyness;

    public override void Draw(Canvas canvas, in Moment moment) =>
        canvas.Shade(new Shader(moment.Palette, _offset, _scale, moment.Time, moment.Pulse));

    private readonly struct Shader(Palette palette, float offset, float scale, float time, float pulse) : IShader
    {
        public Vector3 At(float x, float y)
        {
            // Noise that bends noise gives the look of ink in water.
            var bendX = NoiseField.Fractal(x * scale + offset + time * 0.16f, y * scale + time * 0.1f);
            var bendY = NoiseField.At(x * scale - time * 0.13f + 50, y * scale + offset);
            var ink = NoiseField.Fractal(x * scale + bendX * 3.2f + 9, y * scale + bendY * 3.2f - time * 0.2f);
            var colour = palette.Ramp(Curve.Smooth(0.15f, 0.85f, ink) + 0.12f * pulse);
            return Vector3.Lerp(colour, palette.Accent, Curve.Smooth(0.55f, 0.75f, bendX) * 0.7f);
        }
    }
}
