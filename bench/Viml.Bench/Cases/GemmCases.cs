using Viml.Engine.Kernels;

namespace Viml.Bench.Cases;

/// <summary>
/// C = A B in the shapes of our layers: the blocks of an image tower on 16 frames, the towers of ViML on a batch of 512, and a square.
/// </summary>
internal static class GemmCases
{
    public static IEnumerable<BenchCase> All { get; } =
        [Case(800, 768, 768), Case(800, 3072, 768), Case(15360, 256, 256), Case(15360, 1024, 256), Case(1024, 1024, 1024)];

    private static BenchCase Case(int m, int n, int k) => new()
    {
        Group = "gemm",
        Name = $"gemm-{m}x{n}x{k}",
        Peers = ["NumPy", "PyTorch"],
        Flops = 2.0 * m * n * k,
        Prepare = () =>
        {
            var (a, b, c) = (Inputs.Normal(m * k, 1), Inputs.Normal(k * n, 2), new float[m * n]);
            return () => Gemm.Multiply(new(a, m, k), new(b, k, n), c);
        },
    };
}
