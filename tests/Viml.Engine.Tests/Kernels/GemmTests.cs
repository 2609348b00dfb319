using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

[Collection(SimdCollection.Name)]
public sealed class GemmTests
{
    private static readonly (int M, int N, int K)[] Sizes =
        [(1, 1, 1), (1, 7, 5), (6, 16, 8), (7, 17, 9), (5, 33, 3), (13, 1, 64), (97, 40, 31), (64, 48, 300), (12, 100, 257), (1, 256, 256), (3, 90, 70)];

    [Fact]
    public void Every_family_transpose_and_scale_matches_a_double_precision_product()
    {
        foreach (var (m, n, k) in Sizes)
            foreach (var (transposeA, transposeB) in new[] { (false, false), (false, true), (true, false), (true, true) })
                foreach (var (alpha, beta) in new[] { (1f, 0f), (0.5f, 1f), (-2f, 0.25f) })
                    foreach (var level in SimdCollection.Levels)
                        SimdCollection.With(level, () => Check(m, n, k, transposeA, transposeB, alpha, beta, padding: 3, $"{level} {m}x{n}x{k} {transposeA} {transposeB}"));
    }

    [Fact]
    public void Every_inner_length_from_0_to_256_matches()
    {
        for (var k = 0; k <= 256; k++)
            Check(7, 19, k, false, true, 1, 0, padding: 0, $"k {k}");
    }

    // More rows than a block, more columns than are packed at a time, an inner dimension of several slices.
    [Theory]
    [InlineData(200, 4200, 520, false, false, 1, 0, 0)]
    [InlineData(251, 3201, 2100, false, false, 0.5, 1, 3)]
    [InlineData(251, 3201, 2100, false, true, 0.5, 1, 3)]
    [InlineData(251, 3201, 2100, true, false, 0.5, 1, 3)]
    [InlineData(251, 3201, 2100, true, true, 0.5, 1, 3)]
    public void Blocks_larger_than_the_caches_match(int m, int n, int k, bool transposeA, bool transposeB, float alpha, float beta, int padding) =>
        Check(m, n, k, transposeA, transposeB, alpha, beta, padding, "large", spot: 37);

    [Fact]
    public void Millions_of_rows_are_all_multiplied()
    {
        const int Rows = 4_000_000;
        float[] a = Numbers.Random(Rows, 1), c = new float[Rows];
        Gemm.Multiply(false, false, Rows, 1, 1, 1, a, 1, [2], 1, 0, c, 1);
        for (var row = 0; row < Rows; row++)
            if (c[row] != 2 * a[row])
                Assert.Fail($"row {row}: expected {2 * a[row]:R}, found {c[row]:R}");
    }

    [Fact]
    public void Beta_zero_overwrites_whatever_was_there()
    {
        foreach (var level in SimdCollection.Levels)
            SimdCollection.With(level, () =>
            {
                var c = new float[] { float.NaN, float.NaN };
                Gemm.Multiply(false, false, 1, 2, 1, 1, [2], 1, [3, 4], 2, 0, c, 2);
                Assert.Equal([6f, 8f], c);
                c.AsSpan().Fill(float.NaN);
                Gemm.Multiply(false, false, 1, 2, 0, 1, [], 0, [], 2, 0, c, 2);
                Assert.Equal([0f, 0f], c);
            });
    }

    [Fact]
    public void A_linear_layer_is_a_product_with_the_transpose_and_a_bias_in_every_family()
    {
        foreach (var (rows, outputs, inputs) in new[] { (1, 1, 0), (1, 5, 64), (2, 70, 130), (13, 9, 257), (24, 17, 80), (25, 33, 300), (90, 31, 20) })
            foreach (var level in SimdCollection.Levels)
                SimdCollection.With(level, () =>
                {
                    float[] x = Numbers.Random(rows * inputs, 1), weight = Numbers.Random(outputs * inputs, 2), bias = Numbers.Random(outputs, 3);
                    var y = new float[rows * outputs];
                    y.AsSpan().Fill(float.NaN);
                    Gemm.Linear(rows, inputs, outputs, x, weight, bias, adds: false, y, outputs);
                    for (var i = 0; i < y.Length; i++)
                    {
                        double expected = bias[i % outputs];
                        for (var j = 0; j < inputs; j++)
                            expected += (double)x[i / outputs * inputs + j] * weight[i % outputs * inputs + j];
                        Assert.True(Math.Abs(y[i] - expected) <= 1e-6 + 2e-7 * inputs, $"{level} {rows}x{outputs}x{inputs} at {i}: {y[i]} for {expected}");
                    }
                });
    }

    [Fact]
    public void Empty_products_touch_nothing()
    {
        Gemm.Multiply(false, false, 0, 4, 3, 1, [], 3, new float[12], 4, 0, [], 4);
        Gemm.MultiplyBatched(0, false, false, 2, 2, 2, 1, [], 2, 4, [], 2, 4, 0, [], 2, 4);
        var c = new float[] { 1, 2 };
        Gemm.Multiply(false, false, 1, 2, 0, 1, [], 0, [], 2, 0.5f, c, 2);
        Assert.Equal([0.5f, 1f], c);
    }

    [Theory]
    [InlineData(150, 333, 300, false)]
    [InlineData(150, 333, 2500, false)]
    [InlineData(257, 90, 2500, true)]
    public void Thread_counts_1_2_and_5_give_identical_results(int m, int n, int k, bool transposeA)
    {
        float[] a = Numbers.Random(m * k, 1), b = Numbers.Random(k * n, 2);
        var results = new List<float[]>();
        foreach (var threads in new[] { 1, 2, 5 })
            SimdCollection.WithThreads(threads, () =>
            {
                var c = new float[m * n];
                Gemm.Multiply(transposeA, false, m, n, k, 1, a, transposeA ? m : k, b, n, 0, c, n);
                results.Add(c);
            });
        Assert.All(results, c => Assert.Equal(results[0], c));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(70)]
    public void A_batch_equals_single_products(int batch)
    {
        var (m, n, k) = (10, 12, 20);
        float[] a = Numbers.Random(batch * m * k, 1), shared = Numbers.Random(k * n, 2);
        float[] expected = new float[batch * m * n], actual = new float[batch * m * n];
        for (var i = 0; i < batch; i++)
            Gemm.Multiply(false, false, m, n, k, 1, a.AsSpan(i * m * k), k, shared, n, 0, expected.AsSpan(i * m * n), n);
        Gemm.MultiplyBatched(batch, false, false, m, n, k, 1, a, k, m * k, shared, n, 0, 0, actual, n, m * n);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        var ten = new float[10];
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(false, false, 2, 2, 6, 1, ten, 6, new float[12], 2, 0, new float[4], 2));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(false, false, 2, 2, 2, 1, ten, 1, ten, 2, 0, new float[4], 2));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(false, false, 2, 2, 2, 1, ten, 2, ten, 2, 0, new float[3], 2));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(false, false, -1, 2, 2, 1, ten, 2, ten, 2, 0, new float[4], 2));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyBatched(2, false, false, 2, 2, 2, 1, ten, 2, 4, ten, 2, 4, 0, ten, 2, 0));
    }

    [Fact]
    public void A_warm_product_allocates_nothing()
    {
        var a = new float[64 * 64];
        var c = new float[64 * 64];
        for (var i = 0; i < 3; i++)
            Gemm.Multiply(false, false, 64, 64, 64, 1, a, 64, a, 64, 0, c, 64);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Gemm.Multiply(false, false, 64, 64, 64, 1, a, 64, a, 64, 0, c, 64);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // With `spot`, only every spot-th element is checked.
    private static void Check(int m, int n, int k, bool transposeA, bool transposeB, float alpha, float beta, int padding, string what, int spot = 1)
    {
        int lda = (transposeA ? m : k) + padding, ldb = (transposeB ? k : n) + padding, ldc = n + padding;
        var a = Numbers.Random((transposeA ? k : m) * lda, 1);
        var b = Numbers.Random((transposeB ? n : k) * ldb, 2);
        var c = Numbers.Random(m * ldc, 3);
        var before = c.ToArray();
        Gemm.Multiply(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        var tolerance = 1e-6f + 2e-7f * k * MathF.Abs(alpha);
        for (var index = 0; index < m * ldc; index += spot)
        {
            var (row, column) = (index / ldc, index % ldc);
            if (column >= n)
            {
                Assert.Equal(before[index], c[index]);
                continue;
            }
            double sum = 0;
            for (var i = 0; i < k; i++)
                sum += (double)(transposeA ? a[i * lda + row] : a[row * lda + i]) * (transposeB ? b[column * ldb + i] : b[i * ldb + column]);
            var expected = alpha * sum + (double)beta * before[index];
            if (!(Math.Abs(c[index] - expected) <= tolerance))
                Assert.Fail($"{what} at ({row}, {column}): expected {expected:R}, found {c[index]:R}, allowed error {tolerance:R}");
        }
    }
}
