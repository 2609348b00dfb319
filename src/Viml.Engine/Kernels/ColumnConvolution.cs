namespace Viml.Engine.Kernels;

/// <summary>
/// Convolution with any stride as a matrix product with the patch matrix [input channels x kernel, positions], which is unfolded for a
/// strip of positions (of one image or several) at a time.
/// </summary>
internal static unsafe class ColumnConvolution
{
    // Floats of one strip of the patch matrix (4 MB): wide enough to use each packed weight often, small enough for the caches.
    private const int StripLength = 1 << 20;
    private const int WorkPerRange = 16_384;

    /// <summary>Output = input * weight + bias (may be null).</summary>
    public static void Forward(in ConvolutionShape shape, float* input, float* weight, float* bias, float* output)
    {
        var s = shape;
        var width = StripWidth(s);
        using var scratch = new Scratch((long)(s.Patch + s.OutputChannels) * width);
        float* patches = scratch.Pointer, sums = patches + (nint)s.Patch * width;
        for (var strip = new Strip(s, 0, width); strip.Count > 0; strip = strip.Next(s))
        {
            Unfold(s, strip, input, patches);
            Gemm.Multiply(new GemmCall
            {
                M = s.OutputChannels, N = strip.Count, K = s.Patch, A = weight, Lda = s.Patch, B = patches, Ldb = strip.Count,
                C = sums, Ldc = strip.Count,
            });
            CopyOutput(s, strip, output, sums, bias, toStrip: false);
        }
    }

    /// <summary>Adds to <paramref name="inputGradient"/>.</summary>
    public static void InputGradient(in ConvolutionShape shape, float* outputGradient, float* weight, float* inputGradient)
    {
        var s = shape;
        var width = StripWidth(s);
        using var scratch = new Scratch((long)(s.Patch + s.OutputChannels) * width);
        float* patches = scratch.Pointer, gradient = patches + (nint)s.Patch * width;
        for (var strip = new Strip(s, 0, width); strip.Count > 0; strip = strip.Next(s))
        {
            CopyOutput(s, strip, outputGradient, gradient, null, toStrip: true);
            Gemm.Multiply(new GemmCall
            {
                M = s.Patch, N = strip.Count, K = s.OutputChannels, A = weight, TransposeA = true, Lda = s.Patch, B = gradient,
                Ldb = strip.Count,
                C = patches, Ldc = strip.Count,
            });
            Fold(s, strip, patches, inputGradient);
        }
    }

    /// <summary>Adds to <paramref name="weightGradient"/>.</summary>
    public static void WeightGradient(in ConvolutionShape shape, float* input, float* outputGradient, float* weightGradient)
    {
        var s = shape;
        var width = StripWidth(s);
        using var scratch = new Scratch((long)(s.Patch + s.OutputChannels) * width);
        float* patches = scratch.Pointer, gradient = patches + (nint)s.Patch * width;
        for (var strip = new Strip(s, 0, width); strip.Count > 0; strip = strip.Next(s))
        {
            Unfold(s, strip, input, patches);
            CopyOutput(s, strip, outputGradient, gradient, null, toStrip: true);
            Gemm.Multiply(new GemmCall
            {
                M = s.OutputChannels, N = s.Patch, K = strip.Count, A = gradient, Lda = strip.Count, B = patches, TransposeB = true,
                Ldb = strip.Count,
                Beta = 1, C = weightGradient, Ldc = s.Patch,
            });
        }
    }

    private static int StripWidth(in ConvolutionShape s) =>
        (int)Math.Clamp(StripLength / s.Patch, 1, (long)s.Batch * s.OutputHeight * s.OutputWidth);

    // patches[element, position] = the input under kernel element `element` at a position of the strip, zero in the padding.
    private static void Unfold(ConvolutionShape s, Strip strip, float* input, float* patches) =>
        Parallelism.ForRanges(s.Patch, Math.Max(1, WorkPerRange / strip.Count), (first, last) =>
        {
            for (var element = first; element < last; element++)
            {
                var kernel = new KernelElement(s, element);
                var target = patches + (nint)element * strip.Count;
                for (var at = new Position(s, strip.Start); at.Index < strip.Start + strip.Count; at.Advance(s))
                {
                    var source = kernel.InputIndex(s, at);
                    *target++ = source < 0 ? 0 : input[source];
                }
            }
        });

    // The transpose of Unfold: adds every patch element to the input element it came from. Channels touch different elements.
    private static void Fold(ConvolutionShape s, Strip strip, float* patches, float* input) =>
        Parallelism.For(s.InputChannels, channel =>
        {
            var elements = s.KernelHeight * s.KernelWidth;
            for (var element = channel * elements; element < (channel + 1) * elements; element++)
            {
                var kernel = new KernelElement(s, element);
                var source = patches + (nint)element * strip.Count;
                for (var at = new Position(s, strip.Start); at.Index < strip.Start + strip.Count; at.Advance(s), source++)
                {
                    var target = kernel.InputIndex(s, at);
                    if (target >= 0)
                        input[target] += *source;
                }
            }
        });

    // Between [image, channel, position] and the strip's [channel, position].
    private static void CopyOutput(ConvolutionShape s, Strip strip, float* output, float* sums, float* bias, bool toStrip) =>
        Parallelism.ForRanges(s.OutputChannels, Math.Max(1, WorkPerRange / strip.Count), (first, last) =>
        {
            var plane = s.OutputHeight * s.OutputWidth;
            for (var channel = first; channel < last; channel++)
            {
                var add = bias == null ? 0 : bias[channel];
                var row = sums + (nint)channel * strip.Count;
                for (var at = strip.Start; at < strip.Start + strip.Count;)
                {
                    var (image, inside) = Math.DivRem(at, plane);
                    var count = (int)Math.Min(plane - inside, strip.Start + strip.Count - at);
                    var outside = output + (nint)(image * s.OutputChannels + channel) * plane + (nint)inside;
                    if (toStrip)
                        new ReadOnlySpan<float>(outside, count).CopyTo(new Span<float>(row, count));
                    else
                        for (var i = 0; i < count; i++)
                            outside[i] = row[i] + add;
                    at += count;
                    row += count;
                }
            }
        });

    // A range of output positions, counted through all images.
    private readonly record struct Strip(long Start, int Count, int Width)
    {
        public Strip(in ConvolutionShape s, long start, int width)
            : this(start, (int)Math.Min(width, (long)s.Batch * s.OutputHeight * s.OutputWidth - start), width)
        {
        }

        public Strip Next(in ConvolutionShape s) => new(s, Start + Count, Width);
    }

    private struct Position
    {
        public long Index;
        public int Image, Row, Column;

        public Position(in ConvolutionShape s, long index)
        {
            Index = index;
            Column = (int)(index % s.OutputWidth);
            Row = (int)(index / s.OutputWidth % s.OutputHeight);
            Image = (int)(index / s.OutputWidth / s.OutputHeight);
        }

        public void Advance(in ConvolutionShape s)
        {
            Index++;
            if (++Column < s.OutputWidth)
                return;
            Column = 0;
            if (++Row < s.OutputHeight)
                return;
            Row = 0;
            Image++;
        }
    }

    private readonly struct KernelElement
    {
        private readonly int _channel, _y, _x;

        public KernelElement(in ConvolutionShape s, int element)
        {
            _channel = element / (s.KernelHeight * s.KernelWidth);
            _y = element / s.KernelWidth % s.KernelHeight - s.PaddingHeight;
            _x = element % s.KernelWidth - s.PaddingWidth;
        }

        // -1 in the padding.
        public nint InputIndex(in ConvolutionShape s, in Position at)
        {
            int y = at.Row * s.StrideHeight + _y, x = at.Column * s.StrideWidth + _x;
            return (uint)y < (uint)s.InputHeight && (uint)x < (uint)s.InputWidth
                ? (((nint)at.Image * s.InputChannels + _channel) * s.InputHeight + y) * s.InputWidth + x
                : -1;
        }
    }
}
