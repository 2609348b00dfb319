namespace Viml.Engine.Kernels;

/// <summary>A linear layer without a tape: y = x W^T + b, or that added to y, over spans that the public edge has checked.</summary>
internal static unsafe class DenseProduct
{
    /// <summary>x [rows, inputs], weight [outputs, inputs], bias [outputs] or empty; the rows of y lie <paramref name="ldy"/> apart.</summary>
    public static void Apply(
        int rows, int outputs, int inputs, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, bool adds, Span<float> y, int ldy)
    {
        if (rows > 0 && rows <= ThinGemm.MaximumRows)
        {
            fixed (float* startX = x, startWeight = weight, startBias = bias, startY = y)
                ThinGemm.Multiply(new ThinGemmCall(rows, outputs, inputs, startX, startWeight, startBias, adds, startY, ldy));
            return;
        }
        if (!bias.IsEmpty)
            for (var row = 0; row < rows; row++)
            {
                var target = y.Slice(row * ldy, outputs);
                if (adds)
                    System.Numerics.Tensors.TensorPrimitives.Add(target, bias, target);
                else
                    bias.CopyTo(target);
            }
        Gemm.Multiply(false, true, rows, outputs, inputs, 1, x, inputs, weight, inputs, adds || !bias.IsEmpty ? 1 : 0, y, ldy);
    }
}
