namespace Viml.Descriptions.DataToText;

/// <summary>Puts statements into the order in which a person would make them.</summary>
public interface IOrdering
{
    /// <summary>A permutation of the statements.</summary>
    public ValueTask<IReadOnlyList<Statement>> Order(IReadOnlyList<Statement> statements, ulong seed, CancellationToken cancellation);
}

/// <summary>Decides which neighbouring statements share a sentence.</summary>
public interface IAggregation
{
    /// <summary>The statements in the same order, in groups of at least one.</summary>
    public ValueTask<IReadOnlyList<IReadOnlyList<Statement>>> Aggregate(
        IReadOnlyList<Statement> statements, ulong seed, CancellationToken cancellation);
}

/// <summary>Writes groups of statements as one paragraph, a sentence for each group.</summary>
public interface ICompression
{
    /// <summary>The paragraph.</summary>
    public ValueTask<string> Compress(IReadOnlyList<IReadOnlyList<Statement>> groups, ulong seed, CancellationToken cancellation);
}
