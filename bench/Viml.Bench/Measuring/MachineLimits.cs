using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Viml.Bench.Measuring;

/// <summary>What the machine can do at most, measured.</summary>
/// <param name="Threads">With so many threads.</param>
/// <param name="FlopsPerSecond">Fused multiply-adds on registers, two operations each.</param>
/// <param name="BytesPerSecond">Reading memory from front to back.</param>
internal sealed record MachineLimits(int Threads, double FlopsPerSecond, double BytesPerSecond)
{
    private const int Rounds = 12;
    private const int Sums = 12; // enough to hide 4 cycles of latency in two units
    private const long MultiplyAddRounds = 2_000_000;

    // Far larger than any cache.
    private const int ElementsPerThread = 96 << 20;

    /// <summary>Seconds that work needs at least, and which limit says so.</summary>
    public (double Seconds, string Limit) Bound(double flops, double bytes)
    {
        var (arithmetic, memory) = (flops / FlopsPerSecond, bytes / BytesPerSecond);
        return arithmetic >= memory ? (arithmetic, "arithmetic") : (memory, "memory");
    }

    /// <summary>
    /// The limits with so many threads where other programs have a part of the processors: what one thread does alone, so many times. Memory is shared
    /// between threads and stays as measured.
    /// </summary>
    public MachineLimits AsIfAlone(MachineLimits oneThread) => this with { FlopsPerSecond = Threads * oneThread.FlopsPerSecond };

    /// <summary>Measures with so many threads; the best of several rounds counts.</summary>
    public static MachineLimits Measure(int threads)
    {
        var flops = Best(threads, _ => MultiplyAdds(), threads * (double)MultiplyAddRounds * Sums * 2 * (Vector512.IsHardwareAccelerated ? 16 : 8));
        var memory = Enumerable.Range(0, threads).Select(_ => new float[ElementsPerThread]).ToArray();
        foreach (var part in memory)
            part.AsSpan().Fill(1); // pages that were never written all read the same zeros
        var bytes = Best(threads, thread => Read(memory[thread]), threads * (double)ElementsPerThread * sizeof(float));
        return new MachineLimits(threads, flops, bytes);
    }

    private static double Best(int threads, Func<int, float> body, double work)
    {
        var best = double.PositiveInfinity;
        for (var round = 0; round < Rounds; round++)
        {
            using var start = new Barrier(threads);
            // Each thread looks at the clock itself: one that only waits for them may be woken late.
            var times = new (long Start, long End)[threads];
            var workers = Enumerable.Range(0, threads).Select(thread => new Thread(() =>
            {
                start.SignalAndWait();
                times[thread].Start = Stopwatch.GetTimestamp();
                Keep(body(thread));
                times[thread].End = Stopwatch.GetTimestamp();
            })).ToArray();
            foreach (var worker in workers)
                worker.Start();
            foreach (var worker in workers)
                worker.Join();
            best = Math.Min(best, Stopwatch.GetElapsedTime(times.Min(time => time.Start), times.Max(time => time.End)).TotalSeconds);
        }
        return work / best;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(float value)
    {
        if (float.IsNaN(value))
            throw new InvalidOperationException("The numbers were chosen so that none overflows.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdds() => Vector512.IsHardwareAccelerated ? MultiplyAdds512() : MultiplyAdds256();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdds512()
    {
        Vector512<float> x = Vector512.Create(0.5f), y = Vector512.Create(1f);
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (long round = 0; round < MultiplyAddRounds; round++)
        {
            a = Vector512.MultiplyAddEstimate(a, x, y);
            b = Vector512.MultiplyAddEstimate(b, x, y);
            c = Vector512.MultiplyAddEstimate(c, x, y);
            d = Vector512.MultiplyAddEstimate(d, x, y);
            e = Vector512.MultiplyAddEstimate(e, x, y);
            f = Vector512.MultiplyAddEstimate(f, x, y);
            g = Vector512.MultiplyAddEstimate(g, x, y);
            h = Vector512.MultiplyAddEstimate(h, x, y);
            i = Vector512.MultiplyAddEstimate(i, x, y);
            j = Vector512.MultiplyAddEstimate(j, x, y);
            k = Vector512.MultiplyAddEstimate(k, x, y);
            l = Vector512.MultiplyAddEstimate(l, x, y);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdds256()
    {
        Vector256<float> x = Vector256.Create(0.5f), y = Vector256.Create(1f);
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (long round = 0; round < MultiplyAddRounds; round++)
        {
            a = Vector256.MultiplyAddEstimate(a, x, y);
            b = Vector256.MultiplyAddEstimate(b, x, y);
            c = Vector256.MultiplyAddEstimate(c, x, y);
            d = Vector256.MultiplyAddEstimate(d, x, y);
            e = Vector256.MultiplyAddEstimate(e, x, y);
            f = Vector256.MultiplyAddEstimate(f, x, y);
            g = Vector256.MultiplyAddEstimate(g, x, y);
            h = Vector256.MultiplyAddEstimate(h, x, y);
            i = Vector256.MultiplyAddEstimate(i, x, y);
            j = Vector256.MultiplyAddEstimate(j, x, y);
            k = Vector256.MultiplyAddEstimate(k, x, y);
            l = Vector256.MultiplyAddEstimate(l, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Read(float[] values)
    {
        Vector256<float> a = default, b = default, c = default, d = default;
        // Four streams at once keep more lines of memory on their way than one.
        var quarter = values.Length / 4;
        ref var start = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(values);
        for (nuint i = 0; i < (nuint)quarter; i += 8)
        {
            a += Vector256.LoadUnsafe(ref start, i);
            b += Vector256.LoadUnsafe(ref start, i + (nuint)quarter);
            c += Vector256.LoadUnsafe(ref start, i + 2 * (nuint)quarter);
            d += Vector256.LoadUnsafe(ref start, i + 3 * (nuint)quarter);
        }
        return Vector256.Sum(a + b + c + d);
    }
}
