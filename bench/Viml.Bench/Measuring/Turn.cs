namespace Viml.Bench.Measuring;

/// <summary>What several calls of an operation took together, in seconds.</summary>
/// <param name="Wall">By the clock on the wall.</param>
/// <param name="Cpu">Of processor time, all threads together.</param>
internal readonly record struct Turn(double Wall, double Cpu);

/// <summary>One of those that are timed in turn.</summary>
internal interface IContestant
{
    /// <summary>Threads it may use.</summary>
    public int Threads { get; }

    /// <summary>Calls the operation this many times.</summary>
    public Turn Time(int calls);
}
