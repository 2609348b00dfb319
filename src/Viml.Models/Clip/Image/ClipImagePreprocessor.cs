namespace Viml.Models.Clip.Image;

/// <summary>
/// CLIP's image preprocessing, pixel for pixel as Pillow does it: the shorter side resized to the size of the model (antialiased bicubic,
/// horizontally and then vertically, rounded to bytes after each pass), a square cut from the centre, normalised. Only pixels that reach
/// the square are computed, so that memory does not depend on how long the longer side is. Keeps what it needs for images of the last size;
/// not thread-safe.
/// </summary>
public sealed class ClipImagePreprocessor
{
    private const int Channels = 3;

    private readonly float[] _values = new float[Channels * 256];
    private readonly byte[] _square;
    private (int Width, int Height) _prepared;
    private ResizeWeights? _horizontal, _vertical;
    private byte[] _rows = [];

    /// <summary>Prepares for images of any size.</summary>
    /// <exception cref="ArgumentException">The configuration is not usable.</exception>
    public ClipImagePreprocessor(ClipImageConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Size = config.Validate().Size;
        _square = new byte[Size * Size * Channels];
        for (var channel = 0; channel < Channels; channel++)
            for (var value = 0; value < 256; value++)
                _values[channel * 256 + value] = (value / 255f - config.Mean[channel]) / config.Deviation[channel];
    }

    /// <summary>Width and height of the result in pixels.</summary>
    public int Size { get; }

    /// <summary>The numbers of one preprocessed image, <c>[3, Size, Size]</c>.</summary>
    public int Length => Channels * Size * Size;

    /// <summary>Prepares an image for the image tower.</summary>
    /// <param name="rgb">RGB24, rows top-down.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="planes">Receives <c>[3, Size, Size]</c>.</param>
    /// <exception cref="ArgumentException">The image has no pixels, or a span is of another size.</exception>
    public void Process(ReadOnlySpan<byte> rgb, int width, int height, Span<float> planes)
    {
        if (planes.Length != Length)
            throw new ArgumentException($"The result has {Length} numbers, the destination {planes.Length}.", nameof(planes));
        Crop(rgb, width, height, _square);
        var pixels = Size * Size;
        for (var channel = 0; channel < Channels; channel++)
        {
            var values = _values.AsSpan(channel * 256, 256);
            var plane = planes.Slice(channel * pixels, pixels);
            for (var i = 0; i < pixels; i++)
                plane[i] = values[_square[Channels * i + channel]];
        }
    }

    /// <summary>Resizes and crops only: receives RGB24 of <see cref="Size"/> x <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The image has no pixels, or a span is of another size.</exception>
    internal void Crop(ReadOnlySpan<byte> rgb, int width, int height, Span<byte> square)
    {
        if (width < 1 || height < 1)
            throw new ArgumentException($"An image needs at least one pixel; this one is {width} x {height}.", nameof(rgb));
        if (rgb.Length != (long)width * height * Channels)
            throw new ArgumentException(
                $"{width} x {height} RGB24 has {(long)width * height * Channels} bytes, the image {rgb.Length}.", nameof(rgb));
        if (square.Length != Size * Size * Channels)
            throw new ArgumentException($"The square has {Size * Size * Channels} bytes, the destination {square.Length}.", nameof(square));
        Prepare(width, height);
        ResizeRows(rgb, width);
        ResizeColumns(square);
    }

    private void Prepare(int width, int height)
    {
        if (_prepared == (width, height))
            return;
        _horizontal = Weights(width, height);
        _vertical = Weights(height, width);
        _rows = new byte[(_vertical.End - _vertical.First) * Size * Channels];
        _prepared = (width, height);
    }

    // Along one axis the image becomes Size, or longer by as much as it is longer than its other side, of which the middle stays.
    private ResizeWeights Weights(int length, int other)
    {
        var resized = length <= other ? Size : (int)Math.Min((long)Size * length / other, int.MaxValue);
        return new ResizeWeights(length, resized, (resized - Size) / 2, Size);
    }

    private void ResizeRows(ReadOnlySpan<byte> rgb, int width)
    {
        var first = _vertical!.First;
        for (var row = 0; row < _rows.Length / (Size * Channels); row++)
        {
            var source = rgb.Slice((first + row) * width * Channels, width * Channels);
            var target = _rows.AsSpan(row * Size * Channels, Size * Channels);
            for (var column = 0; column < Size; column++)
            {
                var weights = _horizontal!.Of(column);
                var pixels = source.Slice(_horizontal.Start(column) * Channels, weights.Length * Channels);
                var (red, green, blue) = (Half, Half, Half);
                for (var i = 0; i < weights.Length; i++)
                {
                    red += weights[i] * pixels[Channels * i];
                    green += weights[i] * pixels[Channels * i + 1];
                    blue += weights[i] * pixels[Channels * i + 2];
                }
                target[Channels * column] = ResizeWeights.ToByte(red);
                target[Channels * column + 1] = ResizeWeights.ToByte(green);
                target[Channels * column + 2] = ResizeWeights.ToByte(blue);
            }
        }
    }

    private void ResizeColumns(Span<byte> square)
    {
        var length = Size * Channels;
        var sums = new int[length];
        for (var row = 0; row < Size; row++)
        {
            Array.Fill(sums, Half);
            var weights = _vertical!.Of(row);
            for (var i = 0; i < weights.Length; i++)
            {
                var weight = weights[i];
                var source = _rows.AsSpan((_vertical.Start(row) - _vertical.First + i) * length, length);
                for (var x = 0; x < source.Length; x++)
                    sums[x] += weight * source[x];
            }
            for (var x = 0; x < length; x++)
                square[row * length + x] = ResizeWeights.ToByte(sums[x]);
        }
    }

    // What makes cutting off the fraction round to the nearest.
    private const int Half = 1 << (ResizeWeights.FractionBits - 1);
}
