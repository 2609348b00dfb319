namespace Viml.Bench.Measuring;

/// <summary>What the machine achieved at best with a number of threads, as measured in the turns of one case.</summary>
/// <param name="Threads">Number of threads.</param>
/// <param name="FlopsPerSecond">Fused multiply-adds on registers, two operations each.</param>
/// <param name="BytesPerSecond">Reading memory from front to back; null where no case needs it.</param>
internal sealed record MachineLimits(int Threads, double FlopsPerSecond, double? BytesPerSecond)
{
    /// <summary>A lower bound of the seconds that some work needs, and the limit it comes from.</summary>
    public (double Seconds, string Limit) Bound(double flops, double bytes)
    {
        var (arithmetic, memory) = (flops / FlopsPerSecond, BytesPerSecond is null ? 0 : bytes / BytesPerSecond.Value);
        return arithmetic >= memory ? (arithmetic, "arithmetic") : (memory, "memory");
    }
}
