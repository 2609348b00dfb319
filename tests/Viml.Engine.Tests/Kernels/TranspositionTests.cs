using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

public sealed class TranspositionTests
{
    [Fact]
    public unsafe void Vector_copy_equals_its_scalar_twin_at_uneven_sizes()
    {
        for (var rows = 0; rows <= 17; rows++)
            for (var columns = 0; columns <= 17; columns++)
            {
                int sourceStride = columns + 2, destinationStride = rows + 3;
                var source = Numbers.Random(rows * sourceStride + 1, rows * 100 + columns);
                float[] expected = new float[columns * destinationStride + 1], actual = new float[expected.Length];
                fixed (float* s = source, e = expected, a = actual)
                {
                    Transposition.CopyScalar(s, sourceStride, rows, columns, e, destinationStride);
                    Transposition.Copy(s, sourceStride, rows, columns, a, destinationStride);
                }
                Assert.Equal(expected, actual);
            }
    }
}
