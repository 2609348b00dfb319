using BenchmarkDotNet.Attributes;
using Viml.Bench.Cases;
using Viml.Engine.Kernels;

namespace Viml.Bench.Kernels;

/// <summary>Products of small and transposed matrices, which the large table does not have.</summary>
public class GemmBenchmarks
{
    private float[] _a = [], _b = [], _c = [];

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params("512x256x256", "31x31x64", "256x1024x15872")]
    public string Shape { get; set; } = "";

    [Params(false, true)]
    public bool TransposeA { get; set; }

    [Params(false, true)]
    public bool TransposeB { get; set; }

    private (int M, int N, int K) Sizes => Shape.Split('x').Select(int.Parse).ToArray() is [var m, var n, var k] ? (m, n, k) : default;

    [GlobalSetup]
    public void SetUp()
    {
        var (m, n, k) = Sizes;
        (_a, _b, _c) = (Inputs.Normal(m * k, 1), Inputs.Normal(k * n, 2), new float[m * n]);
        Parallelism.Threads = Threads;
    }

    [Benchmark]
    public void Multiply()
    {
        var (m, n, k) = Sizes;
        var a = TransposeA ? new Matrix(_a, k, m).Transposed : new(_a, m, k);
        var b = TransposeB ? new Matrix(_b, n, k).Transposed : new(_b, k, n);
        Gemm.Multiply(a, b, _c);
    }
}
