using System.Numerics.Tensors;

namespace Viml.Bench.Cases;

/// <summary>Random inputs, the same in every run.</summary>
internal static class Inputs
{
    /// <summary>Standard normal numbers.</summary>
    public static float[] Normal(int count, int seed)
    {
        var values = new float[count];
        FillNormal(values, new Random(seed));
        return values;
    }

    /// <summary>Rows of unit length, evenly distributed over the directions: [rows, width].</summary>
    public static float[] UnitRows(int rows, int width, int seed)
    {
        var values = new float[checked(rows * width)];
        Parallel.For(0, (rows + 9999) / 10000, block =>
        {
            var part = values.AsSpan(block * 10000 * width, Math.Min(10000, rows - block * 10000) * width);
            FillNormal(part, new Random(seed * 1000 + block));
            for (var row = 0; row < part.Length; row += width)
            {
                var one = part.Slice(row, width);
                TensorPrimitives.Divide(one, TensorPrimitives.Norm<float>(one), one);
            }
        });
        return values;
    }

    // Box and Muller's method.
    private static void FillNormal(Span<float> values, Random random)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var radius = MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle()));
            var (sine, cosine) = MathF.SinCos(2 * MathF.PI * random.NextSingle());
            values[i] = radius * cosine;
            if (i + 1 < values.Length)
                values[i + 1] = radius * sine;
        }
    }
}
