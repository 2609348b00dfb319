using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes;

/// <summary>
/// Exposure (<paramref name="Gamma"/> above 1 darkens), saturation (1 = as painted) and contrast (0 = as painted, negative = flat) of a
/// shot.
/// </summary>
internal readonly record struct Grade(double Gamma, double Saturation, double Contrast);

/// <summary>Turns painted light into the bytes of a frame: grade, exposure drift, vignette, grain, letterbox.</summary>
internal sealed class Film
{
    private const int Steps = 1024;
    private readonly float[] _tone = new float[Steps + 1];
    private readonly float[] _vignette;
    private readonly float _grain;
    private readonly int _bar;
    private readonly float _driftPhase;
    private readonly float _drift;
    private Grade _grade;

    public Film(int width, int height, VideoLatents video, RandomStream random)
    {
        _grain = (float)(0.004 + 0.022 * video.Grain);
        _bar = video.HasLetterbox ? (int)Math.Round(height * 0.11) : 0;
        _driftPhase = (float)random.Between(0, 200);
        _drift = video.IsPhoneLike ? 0.22f : 0.07f;
        var strength = (float)(video.IsPhoneLike ? 0.05 : random.Between(0.05, 0.3));
        _vignette = new float[width * height];
        for (var i = 0; i < _vignette.Length; i++)
        {
            float x = (i % width + 0.5f) / width - 0.5f, y = (i / width + 0.5f) / height - 0.5f;
            _vignette[i] = 1 - strength * 2 * (x * x + y * y);
        }
    }

    public static float Luminance(Vector3 colour) => Vector3.Dot(colour, new Vector3(0.299f, 0.587f, 0.114f));

    /// <summary>
    /// Writes one RGB24 frame. <paramref name="fade"/> is 1 for full light, 0 for black; <paramref name="frame"/> seeds the grain.
    /// </summary>
    public void Develop(Canvas canvas, Grade grade, double time, float fade, ulong frame, Span<byte> rgb)
    {
        if (_grade != grade)
            SetTone(grade);
        var exposure = fade * (1 + _drift * (NoiseField.Fractal((float)time * 0.5f + _driftPhase, 2) - 0.5f) * 2);
        var saturation = (float)grade.Saturation;
        var noise = new RandomStream(frame);
        ulong bits = 0;
        var pixels = canvas.Pixels;
        for (var i = 0; i < pixels.Length; i++)
        {
            if ((i & 7) == 0)
                bits = noise.Next();
            var grain = ((int)(bits >> ((i & 7) * 8) & 255) - 127.5f) * (2 * _grain / 127.5f);
            var colour = pixels[i];
            var grey = new Vector3(Luminance(colour));
            colour = (grey + (colour - grey) * saturation) * (_vignette[i] * exposure);
            colour = Vector3.Clamp(colour, Vector3.Zero, Vector3.One) * Steps;
            rgb[3 * i] = Byte(_tone[(int)colour.X] + grain * fade);
            rgb[3 * i + 1] = Byte(_tone[(int)colour.Y] + grain * fade);
            rgb[3 * i + 2] = Byte(_tone[(int)colour.Z] + grain * fade);
        }
        var bar = _bar * canvas.Width * 3;
        rgb[..bar].Clear();
        rgb[^bar..].Clear();
    }

    private void SetTone(Grade grade)
    {
        _grade = grade;
        for (var i = 0; i <= Steps; i++)
        {
            var value = Math.Pow(i / (double)Steps, grade.Gamma);
            var curved = value * value * (3 - 2 * value); // an S around the middle
            _tone[i] = (float)(value + grade.Contrast * (curved - value));
        }
    }

    private static byte Byte(float value) => (byte)Math.Clamp(value * 255 + 0.5f, 0, 255);
}
