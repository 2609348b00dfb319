namespace Viml.Bench;

/// <summary>Something that is timed beside what people would use instead.</summary>
internal sealed record BenchCase
{
    /// <summary>What the command line calls it, alone or with others of its kind: "gemm".</summary>
    public required string Group { get; init; }

    /// <summary>Its own name: "gemm-800x768x768".</summary>
    public required string Name { get; init; }

    /// <summary>The libraries in <c>bench/peers</c> that do the same.</summary>
    public required IReadOnlyList<string> Peers { get; init; }

    /// <summary>Builds the inputs and returns one operation, which is then called again and again.</summary>
    public required Func<Action> Prepare { get; init; }

    /// <summary>What is counted: "images", "triplets". Null counts floating-point operations.</summary>
    public string? Unit { get; init; }

    /// <summary>How many units one operation does.</summary>
    public double Units { get; init; }

    /// <summary>Floating-point operations that one operation cannot do without: a multiply-add is two.</summary>
    public double Flops { get; init; }

    /// <summary>Bytes that one operation must read from memory; 0 where they fit the caches.</summary>
    public double Bytes { get; init; }

    /// <summary>Something about the results worth a line under the table, such as a recall; called after the timing.</summary>
    public Func<string>? Remark { get; init; }
}
