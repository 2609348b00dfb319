using System.Diagnostics;
using Viml.Engine.Kernels;

namespace Viml.Bench.Measuring;

/// <summary>Our operation, in this process.</summary>
internal sealed class OurContestant(Action operation, int threads) : IContestant
{
    private long _allocated;
    private long _calls;

    public int Threads => threads;

    /// <summary>Bytes allocated per call since <see cref="ForgetAllocations"/>, by all threads.</summary>
    public double AllocatedBytes => _calls == 0 ? 0 : (double)_allocated / _calls;

    /// <summary>Called after the warm-up.</summary>
    public void ForgetAllocations() => (_allocated, _calls) = (0, 0);

    public Turn Time(int calls)
    {
        Parallelism.Threads = threads;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
            operation();
        var wall = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        _allocated += GC.GetTotalAllocatedBytes(precise: true) - allocated;
        _calls += calls;
        return new Turn(wall.TotalSeconds, cpu.TotalSeconds);
    }
}
