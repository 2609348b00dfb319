namespace Viml.Engine.Kernels;

/// <summary>
/// Maximum and average over 2-d windows, with derivatives. Padding never takes part: a maximum looks at real elements only and an average
/// divides by the number of real elements. Derivatives add into their destination. Nothing but a closure per call is allocated.
/// </summary>
internal static unsafe class Pooling
{
    /// <summary>
    /// Maximum of every window. <paramref name="indices"/> receives, per output, the position of the maximum within its plane (the first
    /// one of equals; a NaN counts as the maximum).
    /// </summary>
    public static void Max(in PoolingShape shape, ReadOnlySpan<float> input, Span<float> output, Span<int> indices)
    {
        shape.Validate();
        Guard.Length(input.Length, shape.InputLength, "Pooling.Max", nameof(input));
        Guard.Length(output.Length, shape.OutputLength, "Pooling.Max", nameof(output));
        Guard.Length(indices.Length, shape.OutputLength, "Pooling.Max", nameof(indices));
        var s = shape;
        fixed (float* inputStart = input, outputStart = output)
        fixed (int* indexStart = indices)
        {
            float* x = inputStart, y = outputStart;
            var positions = indexStart;
            Parallelism.ForRanges(s.Planes, PlanesPerRange(s), (from, to) =>
            {
                for (var plane = from; plane < to; plane++)
                    MaxOfPlane(s, x + (nint)plane * s.InputHeight * s.InputWidth, y + (nint)plane * s.OutputHeight * s.OutputWidth,
                        positions + (nint)plane * s.OutputHeight * s.OutputWidth);
            });
        }
    }

    /// <summary>Derivative of <see cref="Max"/>: each output's gradient is added to the element that was its maximum.</summary>
    public static void MaxGradient(
        in PoolingShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<int> indices, Span<float> inputGradient)
    {
        shape.Validate();
        Guard.Length(outputGradient.Length, shape.OutputLength, "Pooling.MaxGradient", nameof(outputGradient));
        Guard.Length(indices.Length, shape.OutputLength, "Pooling.MaxGradient", nameof(indices));
        Guard.Length(inputGradient.Length, shape.InputLength, "Pooling.MaxGradient", nameof(inputGradient));
        int inputPlane = shape.InputHeight * shape.InputWidth, outputPlane = shape.OutputHeight * shape.OutputWidth;
        for (var plane = 0; plane < shape.Planes; plane++)
        {
            var gradient = inputGradient.Slice(plane * inputPlane, inputPlane);
            for (var i = plane * outputPlane; i < (plane + 1) * outputPlane; i++)
                gradient[indices[i]] += outputGradient[i];
        }
    }

    /// <summary>Average of the real elements of every window.</summary>
    public static void Average(in PoolingShape shape, ReadOnlySpan<float> input, Span<float> output)
    {
        shape.Validate();
        Guard.Length(input.Length, shape.InputLength, "Pooling.Average", nameof(input));
        Guard.Length(output.Length, shape.OutputLength, "Pooling.Average", nameof(output));
        var s = shape;
        fixed (float* inputStart = input, outputStart = output)
        {
            float* x = inputStart, y = outputStart;
            Parallelism.ForRanges(s.Planes, PlanesPerRange(s), (from, to) =>
            {
                for (var plane = from; plane < to; plane++)
                    AverageOfPlane(
                        s, x + (nint)plane * s.InputHeight * s.InputWidth, y + (nint)plane * s.OutputHeight * s.OutputWidth, spread: false);
            });
        }
    }

    /// <summary>
    /// Derivative of <see cref="Average"/>: each output's gradient is shared equally among the real elements of its window.
    /// </summary>
    public static void AverageGradient(in PoolingShape shape, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        shape.Validate();
        Guard.Length(outputGradient.Length, shape.OutputLength, "Pooling.AverageGradient", nameof(outputGradient));
        Guard.Length(inputGradient.Length, shape.InputLength, "Pooling.AverageGradient", nameof(inputGradient));
        var s = shape;
        fixed (float* inputStart = inputGradient, outputStart = outputGradient)
        {
            float* x = inputStart, y = outputStart;
            Parallelism.ForRanges(s.Planes, PlanesPerRange(s), (from, to) =>
            {
                for (var plane = from; plane < to; plane++)
                    AverageOfPlane(
                        s, x + (nint)plane * s.InputHeight * s.InputWidth, y + (nint)plane * s.OutputHeight * s.OutputWidth, spread: true);
            });
        }
    }

    private static int PlanesPerRange(in PoolingShape s) => Math.Max(1, 16_384 / (s.InputHeight * s.InputWidth));

    private static void MaxOfPlane(in PoolingShape s, float* input, float* output, int* indices)
    {
        int outputHeight = s.OutputHeight, outputWidth = s.OutputWidth;
        for (var row = 0; row < outputHeight; row++)
        {
            var top = Math.Max(0, row * s.StrideHeight - s.PaddingHeight);
            var bottom = Math.Min(s.InputHeight, row * s.StrideHeight - s.PaddingHeight + s.KernelHeight);
            for (var column = 0; column < outputWidth; column++)
            {
                var left = Math.Max(0, column * s.StrideWidth - s.PaddingWidth);
                var right = Math.Min(s.InputWidth, column * s.StrideWidth - s.PaddingWidth + s.KernelWidth);
                var best = top * s.InputWidth + left;
                for (var y = top; y < bottom; y++)
                    for (var i = y * s.InputWidth + left; i < y * s.InputWidth + right; i++)
                        if (input[i] > input[best] || (float.IsNaN(input[i]) && !float.IsNaN(input[best])))
                            best = i;
                *output++ = input[best];
                *indices++ = best;
            }
        }
    }

    // Reads windows of the input into the output or, for the derivative, spreads the output over the windows.
    private static void AverageOfPlane(in PoolingShape s, float* input, float* output, bool spread)
    {
        int outputHeight = s.OutputHeight, outputWidth = s.OutputWidth;
        for (var row = 0; row < outputHeight; row++)
        {
            var top = Math.Max(0, row * s.StrideHeight - s.PaddingHeight);
            var bottom = Math.Min(s.InputHeight, row * s.StrideHeight - s.PaddingHeight + s.KernelHeight);
            for (var column = 0; column < outputWidth; column++, output++)
            {
                var left = Math.Max(0, column * s.StrideWidth - s.PaddingWidth);
                var right = Math.Min(s.InputWidth, column * s.StrideWidth - s.PaddingWidth + s.KernelWidth);
                var share = 1f / ((bottom - top) * (right - left));
                var sum = 0f;
                for (var y = top; y < bottom; y++)
                    for (var i = y * s.InputWidth + left; i < y * s.InputWidth + right; i++)
                        if (spread)
                            input[i] += *output * share;
                        else
                            sum += input[i];
                if (!spread)
                    *output = sum * share;
            }
        }
    }
}
