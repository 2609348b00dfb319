using Viml.Descriptions.Facts;

namespace Viml.Descriptions.DataToText;

/// <summary>
/// The paper's "data2text" after Kasner and Dusek (ACL 2022): tags go into randomly drawn templates, which are ordered, aggregated and
/// compressed into a paragraph. The three modules can be replaced; those of rules are built in. Thread-safe.
/// </summary>
/// <param name="ordering">Orders the sentences; null for rules.</param>
/// <param name="aggregation">Decides which share a sentence; null for rules.</param>
/// <param name="compression">Writes the paragraph; null for rules.</param>
public sealed class DataToTextMethod(IOrdering? ordering = null, IAggregation? aggregation = null, ICompression? compression = null)
{
    private readonly IOrdering _ordering = ordering ?? new RuleOrdering();
    private readonly IAggregation _aggregation = aggregation ?? new RuleAggregation();
    private readonly ICompression _compression = compression ?? new RuleCompression();

    /// <summary>The text; empty where no tag is confident enough.</summary>
    /// <exception cref="ArgumentException">A tag is not in the vocabulary or appears twice.</exception>
    public async ValueTask<string> Write(IReadOnlyList<ScoredTag> tags, ulong seed, CancellationToken cancellation)
    {
        var chosen = TagSelection.Draw(tags, seed);
        if (chosen.Length == 0) return "";
        var statements = StatementMaker.Make(chosen, new RandomStream(seed).Fork("statements"));
        var ordered = await _ordering.Order(statements, seed, cancellation);
        var groups = await _aggregation.Aggregate(ordered, seed, cancellation);
        return await _compression.Compress(groups, seed, cancellation);
    }
}
