using Viml.Models.Clip.Image;

namespace Viml.Models.ResNet;

/// <summary>
/// What the package's transforms do to a picture: the shorter side resized to <see cref="ResNetModel.Size"/>, a square cut from the centre,
/// the mean image taken away. Resizing is antialiased, see <see cref="ClipImagePreprocessor"/>. Not thread-safe.
/// </summary>
internal sealed class ResNetPreprocessor(ResNetModel model)
{
    private readonly ClipImagePreprocessor _resize = new(ClipImageConfig.Original with { Size = ResNetModel.Size });
    private readonly byte[] _square = new byte[model.Mean.Length];

    /// <summary>Prepares an image of RGB24, rows top-down, to <c>[size, size, 3]</c>.</summary>
    /// <exception cref="ArgumentException">The image has no pixels, or a span is of another size.</exception>
    public void Process(ReadOnlySpan<byte> rgb, int width, int height, Span<float> pixels)
    {
        _resize.Crop(rgb, width, height, _square);
        var mean = model.Mean.Span;
        for (var i = 0; i < _square.Length; i++)
            pixels[i] = _square[i] - mean[i];
    }
}
