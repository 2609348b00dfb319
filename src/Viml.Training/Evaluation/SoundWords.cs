using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Engine.Signal;

namespace Viml.Training.Evaluation;

/// <summary>
/// The baseline of Lee et al. 2020: cepstral coefficients and their slopes, quantised to the nearest of a codebook (k-means), and a piece
/// as the histogram of its codes, brought to length 1.
/// </summary>
internal sealed class SoundWords
{
    private const int Rounds = 20;
    private const int FramesPerCode = 64; // more teach the codebook nothing

    private readonly int _coefficients;
    private readonly float[] _mean, _scale;
    private readonly float[] _codes; // [size, width]
    private readonly float[] _halfSquares;

    private SoundWords(int coefficients, float[] mean, float[] scale, float[] codes)
    {
        (_coefficients, _mean, _scale, _codes) = (coefficients, mean, scale, codes);
        _halfSquares = HalfSquares(codes, Width);
    }

    /// <summary>Number of codes, which is the width of a histogram.</summary>
    public int Size => _codes.Length / Width;

    private int Width => 2 * _coefficients;

    /// <summary>Learns a codebook.</summary>
    /// <param name="windows">Coefficients <c>[frames, coefficients]</c> of windows of sound.</param>
    /// <param name="coefficients">Numbers of a frame.</param>
    /// <param name="size">Codes wanted; fewer where there are not eight frames for each.</param>
    /// <param name="seed">Decides which frames are looked at and where the codes begin.</param>
    public static SoundWords Learn(IReadOnlyList<float[]> windows, int coefficients, int size, int seed)
    {
        var width = 2 * coefficients;
        var random = new Random(seed);
        var total = windows.Sum(window => window.Length / coefficients);
        size = Math.Clamp(size, 1, Math.Max(1, total / 8));
        var share = Math.Min(1, (double)size * FramesPerCode / total);
        var sample = new List<float>();
        foreach (var window in windows)
        {
            var frames = WithSlopes(window, coefficients);
            for (var at = 0; at < frames.Length; at += width)
                if (random.NextDouble() < share) sample.AddRange(frames.AsSpan(at, width));
        }
        var values = sample.ToArray();
        var (mean, scale) = Statistics(values, width);
        Standardise(values, mean, scale);
        return new SoundWords(coefficients, mean, scale, Cluster(values, width, size, random));
    }

    /// <summary>Adds the codes of a window to a histogram of <see cref="Size"/> numbers.</summary>
    public void Count(float[] window, Span<float> histogram)
    {
        var frames = WithSlopes(window, _coefficients);
        Standardise(frames, _mean, _scale);
        foreach (var code in Nearest(frames, _codes, _halfSquares, Width)) histogram[code]++;
    }

    /// <summary>Brings a histogram to length 1.</summary>
    public static void Normalise(Span<float> histogram) =>
        TensorPrimitives.Divide(histogram, Math.Max(TensorPrimitives.Norm<float>(histogram), 1e-9f), histogram);

    /// <summary>k-means (Lloyd 1982) from frames drawn at random; a code that no frame is nearest to takes another frame.</summary>
    private static float[] Cluster(float[] values, int width, int size, Random random)
    {
        var frames = values.Length / width;
        var order = Enumerable.Range(0, frames).ToArray();
        random.Shuffle(order);
        var codes = new float[size * width];
        for (var code = 0; code < size; code++) values.AsSpan(order[code % frames] * width, width).CopyTo(codes.AsSpan(code * width));
        for (var round = 0; round < Rounds; round++)
        {
            var nearest = Nearest(values, codes, HalfSquares(codes, width), width);
            var counts = new int[size];
            Array.Clear(codes);
            for (var frame = 0; frame < frames; frame++)
            {
                var code = codes.AsSpan(nearest[frame] * width, width);
                TensorPrimitives.Add(code, values.AsSpan(frame * width, width), code);
                counts[nearest[frame]]++;
            }
            for (var code = 0; code < size; code++)
            {
                var mean = codes.AsSpan(code * width, width);
                if (counts[code] > 0) TensorPrimitives.Divide(mean, counts[code], mean);
                else values.AsSpan(random.Next(frames) * width, width).CopyTo(mean);
            }
        }
        return codes;
    }

    /// <summary>The code nearest to each frame: |x - c|^2 is smallest where x c - |c|^2 / 2 is largest.</summary>
    private static int[] Nearest(float[] values, float[] codes, float[] halfSquares, int width)
    {
        const int chunk = 4096; // frames, so that the products stay in tens of megabytes
        var (frames, size) = (values.Length / width, codes.Length / width);
        var nearest = new int[frames];
        var products = new float[Math.Min(chunk, frames) * size];
        for (var first = 0; first < frames; first += chunk)
        {
            var count = Math.Min(chunk, frames - first);
            Gemm.Multiply(new(values.AsSpan(first * width), count, width), new Matrix(codes, size, width).Transposed, products);
            for (var frame = 0; frame < count; frame++)
            {
                var row = products.AsSpan(frame * size, size);
                TensorPrimitives.Subtract(row, halfSquares, row);
                nearest[first + frame] = TensorPrimitives.IndexOfMax<float>(row);
            }
        }
        return nearest;
    }

    private static float[] HalfSquares(float[] codes, int width) =>
        [.. Enumerable.Range(0, codes.Length / width)
            .Select(code => TensorPrimitives.SumOfSquares<float>(codes.AsSpan(code * width, width)) / 2)];

    /// <summary>[frames, coefficients | slopes].</summary>
    private static float[] WithSlopes(float[] window, int coefficients)
    {
        var slopes = Mfcc.Slopes(window, coefficients);
        var frames = new float[2 * window.Length];
        for (var at = 0; at < window.Length; at += coefficients)
        {
            window.AsSpan(at, coefficients).CopyTo(frames.AsSpan(2 * at));
            slopes.AsSpan(at, coefficients).CopyTo(frames.AsSpan(2 * at + coefficients));
        }
        return frames;
    }

    private static (float[] Mean, float[] Scale) Statistics(float[] values, int width)
    {
        var (sums, squares) = (new double[width], new double[width]);
        for (var i = 0; i < values.Length; i++)
        {
            sums[i % width] += values[i];
            squares[i % width] += (double)values[i] * values[i];
        }
        var frames = Math.Max(1, values.Length / width);
        return ([.. sums.Select(sum => (float)(sum / frames))],
            [.. sums.Zip(squares,
                (sum, square) => (float)(1 / Math.Sqrt(Math.Max(square / frames - sum / frames * (sum / frames), 1e-9))))]);
    }

    private static void Standardise(float[] values, float[] mean, float[] scale)
    {
        for (var at = 0; at < values.Length; at += mean.Length)
        {
            var frame = values.AsSpan(at, mean.Length);
            TensorPrimitives.Subtract(frame, mean, frame);
            TensorPrimitives.Multiply(frame, scale, frame);
        }
    }
}
