using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Viml.Bench.Measuring;

/// <summary>
/// One limit of the machine. It is a contestant: processors change their clock from minute to minute with the heat and with what others do
/// on them, so a limit says something of a case only if both were timed in turn.
/// </summary>
internal sealed class Limit : IContestant
{
    private const int Sums = 12; // enough to hide 4 cycles of latency in two units
    private const long MultiplyAddRounds = 2_000_000;

    // Far larger than any cache.
    private const int ElementsPerThread = 96 << 20;

    private readonly Func<int, float> _body;

    private Limit(int threads, int calls, double work, Func<int, float> body) =>
        (Threads, Calls, Work, _body) = (threads, calls, work, body);

    public int Threads { get; }

    /// <summary>How many calls make a turn.</summary>
    public int Calls { get; }

    /// <summary>Operations or bytes of a call.</summary>
    public double Work { get; }

    /// <summary>Fused multiply-adds on registers.</summary>
    public static Limit Arithmetic(int threads) =>
        new(threads, 20, threads * (double)MultiplyAddRounds * Sums * 2 * (Vector512.IsHardwareAccelerated ? 16 : 8), _ => MultiplyAdds());

    /// <summary>Reading memory from front to back.</summary>
    public static Limit Memory(int threads)
    {
        var memory = Enumerable.Range(0, threads).Select(_ => new float[ElementsPerThread]).ToArray();
        foreach (var part in memory)
            part.AsSpan().Fill(1); // pages that were never written all read the same zeros
        return new Limit(threads, 4, threads * (double)ElementsPerThread * sizeof(float), thread => Read(memory[thread]));
    }

    public Turn Time(int calls)
    {
        double wall = 0;
        var cpu = Environment.CpuUsage.TotalTime;
        for (var call = 0; call < calls; call++)
            wall += TimeOnce();
        return new Turn(wall, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private double TimeOnce()
    {
        using var start = new Barrier(Threads);
        // Each thread looks at the clock itself: one that only waits for them may be woken late.
        var times = new (long Start, long End)[Threads];
        var workers = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            times[thread].Start = Stopwatch.GetTimestamp();
            Keep(_body(thread));
            times[thread].End = Stopwatch.GetTimestamp();
        })).ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
        return Stopwatch.GetElapsedTime(times.Min(time => time.Start), times.Max(time => time.End)).TotalSeconds;
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
