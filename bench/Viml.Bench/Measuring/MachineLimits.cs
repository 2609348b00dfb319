namespace Viml.Bench.Measuring;

/// <summary>What the machine can do at most with so many threads, as measured in the turns of one case.</summary>
/// <param name="Threads">With so many threads.</param>
/// <param name="FlopsPerSecond">Fused multiply-adds on registers, two operations each.</param>
/// <param name="BytesPerSecond">Reading memory from front to back; null where no case asked for it.</param>
internal sealed record MachineLimits(int Threads, double FlopsPerSecond, double? BytesPerSecond)
{
    /// <summary>Seconds that work needs at least, and which limit says so.</summary>
    public (double Seconds, string Limit) Bound(double flops, double bytes)
    {
        var (arithmetic, memory) = (flops / FlopsPerSecond, BytesPerSecond is null ? 0 : bytes / BytesPerSecond.Value);
        return arithmetic >= memory ? (arithmetic, "arithmetic") : (memory, "memory");
    }
}
