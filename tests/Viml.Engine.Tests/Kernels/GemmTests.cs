using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

[Collection(SimdCollection.Name)]
public sealed class GemmTests
{
    private static readonly (int M, int N, int K)[] Sizes =
        [
        (1, 1, 1), (1, 7, 5), (6, 16, 8), (7, 17, 9), (5, 33, 3), (13, 1, 64), (97, 40, 31), (64, 48, 300), (12, 100, 257), (1, 256, 256),
        (3, 90, 70),
    ];

    [Fact]
    public void Every_family_transpose_and_scale_matches_a_double_precision_product()
    {
        foreach (var (m, n, k) in Sizes)
            foreach (var (transposeA, transposeB) in new[] { (false, false), (false, true), (true, false), (true, true) })
                foreach (var (alpha, beta) in new[] { (1f, 0f), (0.5f, 1f), (-2f, 0.25f) })
                    foreach (var level in SimdCollection.Levels)
                        SimdCollection.With(level, () => Check(
                            m, n, k, transposeA, transposeB, alpha, beta, padding: 3, $"{level} {m}x{n}x{k} {transposeA} {transposeB}"));
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
    public void Blocks_larger_than_the_caches_match(
        int m, int n, int k, bool transposeA, bool transposeB, float alpha, float beta, int padding) =>
        Check(m, n, k, transposeA, transposeB, alpha, beta, padding, "large", spot: 37);

    [Fact]
    public void Millions_of_rows_are_all_multiplied()
    {
        const int Rows = 4_000_000;
        float[] a = Numbers.Random(Rows, 1), c = new float[Rows];
        Gemm.Multiply(new(a, Rows, 1), new([2], 1, 1), c);
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
                Gemm.Multiply(new([2], 1, 1), new([3, 4], 1, 2), c);
                Assert.Equal([6f, 8f], c);
                c.AsSpan().Fill(float.NaN);
                Gemm.Multiply(new([], 1, 0), new([], 0, 2), c);
                Assert.Equal([0f, 0f], c);
            });
    }

    [Fact]
    public void A_linear_layer_is_a_product_with_the_transpose_and_a_bias_in_every_family()
    {
        (int, int, int)[] sizes = [(1, 1, 0), (1, 5, 64), (2, 70, 130), (13, 9, 257), (24, 17, 80), (25, 33, 300), (90, 31, 20)];
        foreach (var (rows, outputs, inputs) in sizes)
            foreach (var level in SimdCollection.Levels)
                SimdCollection.With(level, () =>
                {
                    float[] x = Numbers.Random(rows * inputs, 1), weight = Numbers.Random(outputs * inputs, 2),
                    bias = Numbers.Random(outputs, 3);
                    var y = new float[rows * outputs];
                    y.AsSpan().Fill(float.NaN);
                    Gemm.Multiply(new(x, rows, inputs), new Matrix(weight, outputs, inputs).Transposed, y, bias: bias);
                    for (var i = 0; i < y.Length; i++)
                    {
                        double expected = bias[i % outputs];
                        for (var j = 0; j < inputs; j++)
                            expected += (double)x[i / outputs * inputs + j] * weight[i % outputs * inputs + j];
                        Assert.True(
                            Math.Abs(y[i] - expected) <= 1e-6 + 2e-7 * inputs,
                            $"{level} {rows}x{outputs}x{inputs} at {i}: {y[i]} for {expected}");
                    }
                });
    }

    [Fact]
    public void Empty_products_touch_nothing()
    {
        Gemm.Multiply(new([], 0, 3), new(new float[12], 3, 4), []);
        Gemm.MultiplyBatched(0, new([], 2, 2), new([], 2, 2), []);
        var c = new float[] { 1, 2 };
        Gemm.Multiply(new([], 1, 0), new([], 0, 2), c, beta: 0.5f);
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
                Gemm.Multiply(transposeA ? new Matrix(a, k, m).Transposed : new(a, m, k), new(b, k, n), c);
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
        float[] a = Numbers.Random(batch * m * k, 1), b = Numbers.Random(batch * k * n, 2);
        float[] expected = new float[batch * m * n], actual = new float[batch * m * n];
        for (var i = 0; i < batch; i++)
            Gemm.Multiply(new(a.AsSpan(i * m * k), m, k), new(b.AsSpan(i * k * n), k, n), expected.AsSpan(i * m * n));
        Gemm.MultiplyBatched(batch, new(a, m, k), new(b, k, n), actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        var ten = new float[10];
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new(ten, 2, 6), new(new float[12], 6, 2), new float[4]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new(ten, 2, 2, stride: 1), new(ten, 2, 2), new float[4]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new(ten, 2, 2), new(ten, 2, 2), new float[3]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new(ten, -1, 2), new(ten, 2, 2), new float[4]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new(ten, 2, 2), new(ten, 3, 2), new float[4]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new(ten, 2, 2), new(ten, 2, 2), new float[4], bias: new float[3]));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyBatched(2, new(ten, 2, 2), new(ten, 2, 2), new float[7]));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyBatched(2, new(ten, 2, 2, stride: 3), new(ten, 2, 2), new float[8]));
    }

    [Fact]
    public void A_warm_product_allocates_nothing()
    {
        var a = new float[64 * 64];
        var c = new float[64 * 64];
        for (var i = 0; i < 3; i++)
            Gemm.Multiply(new(a, 64, 64), new(a, 64, 64), c);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Gemm.Multiply(new(a, 64, 64), new(a, 64, 64), c);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // With `spot`, only every spot-th element is checked.
    private static void Check(
        int m, int n, int k, bool transposeA, bool transposeB, float alpha, float beta, int padding, string what, int spot = 1)
    {
        int lda = (transposeA ? m : k) + padding, ldb = (transposeB ? k : n) + padding, ldc = n + padding;
        var a = Numbers.Random((transposeA ? k : m) * lda, 1);
        var b = Numbers.Random((transposeB ? n : k) * ldb, 2);
        var c = Numbers.Random(m * ldc, 3);
        var before = c.ToArray();
        var left = transposeA ? new Matrix(a, k, m, lda).Transposed : new Matrix(a, m, k, lda);
        var right = transposeB ? new Matrix(b, n, k, ldb).Transposed : new Matrix(b, k, n, ldb);
        Gemm.Multiply(left, right, c, ldc, alpha, beta);
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
                sum += (double)(transposeA ? a[i * lda + row] : a[row * lda + i])
                    * (transposeB ? b[column * ldb + i] : b[i * ldb + column]);
            var expected = alpha * sum + (double)beta * before[index];
            if (!(Math.Abs(c[index] - expected) <= tolerance))
                Assert.Fail($"{what} at ({row}, {column}): expected {expected:R}, found {c[index]:R}, allowed error {tolerance:R}");
        }
    }
}
