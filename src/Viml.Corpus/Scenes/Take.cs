using System.Numerics;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes;

/// <summary>A shot set up for painting: its scene, palette, camera path and exposure.</summary>
internal sealed class Take
{
    private readonly Shot _shot;
    private readonly Scene _scene;
    private readonly Palette _palette;
    private readonly float _speed;
    private readonly float _phase;
    private readonly float _fromX, _fromY, _fromZoom, _toX, _toY, _toZoom, _shake;

    public Take(Shot shot, VideoLatents video, Canvas canvas)
    {
        _shot = shot;
        var random = new RandomStream(shot.Seed).Fork("take");
        // Shots of one video share a look and differ a little.
        var hue = video.Hue + 9 * random.Normal() + (random.Chance(0.12) ? video.AccentTurn : 0);
        var saturation = Math.Clamp(0.46 + 0.40 * video.Saturation + 0.05 * random.Normal(), 0.03, 0.95);
        _palette = Palette.Around(hue, saturation, video.AccentTurn);
        _speed = (float)(1.0 * Math.Exp(1.15 * video.Speed + 0.5 * (shot.Energy - 0.5)));
        _phase = (float)random.Between(0, 40);
        _scene = SceneCatalog.All[shot.Scene].Create(random.Fork("scene"), (float)Math.Clamp(0.5 + 0.5 * video.Busyness, 0, 1));

        // The camera drifts from one view to another; fast videos drift further.
        var reach = video.IsPhoneLike ? 0.01 : 0.02 + 0.05 * Math.Exp(0.8 * video.Speed);
        (_fromX, _toX) = ((float)random.Between(-reach, reach), (float)random.Between(-reach, reach));
        (_fromY, _toY) = ((float)random.Between(-reach, reach) * 0.4f, (float)random.Between(-reach, reach) * 0.4f);
        (_fromZoom, _toZoom) = (1.08f + (float)random.Between(0, 2 * reach), 1.08f + (float)random.Between(0, 2 * reach));
        _shake = (float)Math.Max(0, video.Shake) * 0.014f;

        Grade = Expose(canvas, video, random);
    }

    /// <summary>How this shot is exposed and graded.</summary>
    public Grade Grade { get; }

    /// <summary>Paints the moment at <paramref name="time"/> seconds of the video.</summary>
    public void Draw(Canvas canvas, double time, float pulse)
    {
        var inShot = (float)(time - _shot.Start);
        var progress = Curve.Smooth(0, 1, inShot / (float)(_shot.End - _shot.Start));
        var shakeX = _shake * (NoiseField.Fractal(inShot * 4 + _phase, 1) - 0.5f) * 2;
        var shakeY = _shake * (NoiseField.Fractal(inShot * 4 + _phase, 9) - 0.5f) * 2;
        canvas.View = new View(
            _fromX + (_toX - _fromX) * progress + shakeX,
            _fromY + (_toY - _fromY) * progress + shakeY,
            _fromZoom + (_toZoom - _fromZoom) * progress + 0.02f * pulse);
        _scene.Draw(canvas, new Moment(_phase + inShot * _speed, pulse, _palette));
    }

    // Scenes differ in brightness and colour by themselves (night, snow); like a camera this meters one frame and corrects part of the
    // difference.
    private Grade Expose(Canvas canvas, VideoLatents video, RandomStream random)
    {
        const double Metering = 0.65;
        Draw(canvas, (_shot.Start + _shot.End) / 2, 0);
        double light = 0, colour = 0;
        foreach (var pixel in canvas.Pixels)
        {
            var clipped = Vector3.Clamp(pixel, Vector3.Zero, Vector3.One);
            light += Film.Luminance(clipped);
            colour += Math.Max(clipped.X, Math.Max(clipped.Y, clipped.Z)) - Math.Min(clipped.X, Math.Min(clipped.Y, clipped.Z));
        }
        light = Math.Clamp(light / canvas.Pixels.Length, 0.02, 0.95);
        colour = Math.Max(0.02, colour / canvas.Pixels.Length);
        var wantedLight = 0.40 + 0.22 * video.Lightness + 0.02 * random.Normal();
        var wantedColour = 0.24 + 0.20 * video.Saturation;
        return new Grade(
            Gamma: Math.Clamp(Math.Pow(Math.Log(wantedLight) / Math.Log(light), Metering), 0.4, 2.6),
            Saturation: Math.Clamp(Math.Pow(wantedColour / colour, Metering), 0.25, 1.9),
            Contrast: 0.25 + 0.45 * video.Contrast);
    }
}
