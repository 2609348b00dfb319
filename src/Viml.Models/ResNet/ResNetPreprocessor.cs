using Viml.Models.Clip.Image;

namespace Viml.Models.ResNet;

/// <summary>
/// What the package's transforms do to a picture: the shorter side resized to <see cref="ResNetModel.Size"/>, a square cut from the centre, the mean image
/// taken away. Resizing is antialiased, see <see cref="ClipImagePreprocessor"/>. Not thread-safe.
/// </summary>
internal sealed class ResNetPreprocessor(ResNetModel model)
{
    private const int Channels = 3, Pixels = ResNetModel.Size * ResNetModel.Size;

    private readonly ClipImagePreprocessor _resize = new(ClipImageConfig.Original with { Size = ResNetModel.Size });
    private readonly byte[] _square = new byte[Channels * Pixels];

    /// <summary>Prepares an image of RGB24, rows top-down, to <c>[3, size, size]</c>.</summary>
    /// <exception cref="ArgumentException">The image has no pixels, or a span is of another size.</exception>
    public void Process(ReadOnlySpan<byte> rgb, int width, int height, Span<float> planes)
    {
        _resize.Crop(rgb, width, height, _square);
        var mean = model.Mean.Span;
        for (var channel = 0; channel < Channels; channel++)
            for (var i = 0; i < Pixels; i++)
                planes[channel * Pixels + i] = _square[Channels * i + channel] - mean[channel * Pixels + i];
    }
}
