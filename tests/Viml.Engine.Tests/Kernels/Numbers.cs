namespace Viml.Engine.Tests.Kernels;

/// <summary>Random input and comparison for kernel tests.</summary>
internal static class Numbers
{
    /// <summary>Seeded numbers between -1 and 1.</summary>
    public static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
            value = 2 * random.NextSingle() - 1;
        return values;
    }

    /// <summary>Every |actual - expected| must be at most absolute + relative * |expected|; NaN matches nothing.</summary>
    public static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float absolute, float relative, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = absolute + relative * MathF.Abs(expected[i]);
            if (!(MathF.Abs(actual[i] - expected[i]) <= allowed))
                Assert.Fail($"{what}[{i}]: expected {expected[i]:R}, found {actual[i]:R}, allowed error {allowed:R}");
        }
    }
}
