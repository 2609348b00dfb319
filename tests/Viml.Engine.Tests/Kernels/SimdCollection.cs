using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

/// <summary>
/// Tests that force a family of vector code or a number of threads, which are settings of the whole process: they run by themselves.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimdCollection
{
    public const string Name = "vector families and threads";

    /// <summary>Every family; wider ones than the processor has compute correctly too.</summary>
    internal static SimdLevel[] Levels => Enum.GetValues<SimdLevel>();

    /// <summary>Runs an action with a family and puts the best one back.</summary>
    internal static void With(SimdLevel level, Action action)
    {
        Simd.Level = level;
        try { action(); }
        finally { Simd.Level = Simd.Best; }
    }

    /// <summary>Runs an action with a number of threads and puts the default back.</summary>
    internal static void WithThreads(int threads, Action action)
    {
        var before = Parallelism.Threads;
        Parallelism.Threads = threads;
        try { action(); }
        finally { Parallelism.Threads = before; }
    }
}
