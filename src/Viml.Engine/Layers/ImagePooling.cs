using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Engine.Layers;

/// <summary>Pooling of images whose channels lie innermost, without a tape.</summary>
public static class ImagePooling
{
    /// <summary>
    /// The maximum under windows of 3 x 3 that lie 2 apart, the first one pixel outside: [batch, height, width, channels].
    /// </summary>
    /// <returns>[batch, (height + 1) / 2, (width + 1) / 2, channels].</returns>
    public static Tensor Maximum(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var (height, width, channels) = (x.Size(1), x.Size(2), x.Size(3));
        var y = new Tensor(x.Size(0), (height + 1) / 2, (width + 1) / 2, channels);
        Parallelism.For(y.Size(0) * y.Size(1), line =>
        {
            var (image, row) = Math.DivRem(line, y.Size(1));
            for (var column = 0; column < y.Size(2); column++)
            {
                var target = y.Span.Slice((line * y.Size(2) + column) * channels, channels);
                target.Fill(float.NegativeInfinity);
                for (var down = Math.Max(0, 2 * row - 1); down < Math.Min(height, 2 * row + 2); down++)
                    for (var across = Math.Max(0, 2 * column - 1); across < Math.Min(width, 2 * column + 2); across++)
                        TensorPrimitives.Max(target, x.Span.Slice(((image * height + down) * width + across) * channels, channels), target);
            }
        });
        return y;
    }

    /// <summary>
    /// The mean of every channel over all pixels of an image, to columns of y [batch, ...] from <paramref name="column"/> on.
    /// </summary>
    /// <param name="x">[batch, height, width, channels].</param>
    /// <param name="y">Receives the means.</param>
    /// <param name="column">The first column that is written.</param>
    public static void Average(Tensor x, Tensor y, int column)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var (pixels, channels) = (x.Size(1) * x.Size(2), x.Size(3));
        Parallelism.For(x.Size(0), image =>
        {
            var target = y.Span.Slice(image * y.Size(1) + column, channels);
            target.Clear();
            for (var pixel = 0; pixel < pixels; pixel++)
                TensorPrimitives.Add(target, x.Span.Slice((image * pixels + pixel) * channels, channels), target);
            TensorPrimitives.Divide(target, pixels, target);
        });
    }
}
