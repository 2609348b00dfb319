namespace Viml.Descriptions.DataToText;

/// <summary>The first sentence takes up to three statements of different kinds, the others one or two.</summary>
public sealed class RuleAggregation : IAggregation
{
    private const int MostTags = 7; // in one sentence

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<Statement>>> Aggregate(
        IReadOnlyList<Statement> statements, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var random = new RandomStream(seed).Fork("aggregate");
        var groups = new List<List<Statement>>();
        foreach (var statement in statements)
        {
            var most = groups.Count <= 1 ? 3 : 2;
            if (groups.Count > 0 && groups[^1].Count < most && GoesWith(groups[^1], statement)
                && random.Chance(groups.Count == 1 ? 0.92 : 0.6))
                groups[^1].Add(statement);
            else
                groups.Add([statement]);
        }
        return ValueTask.FromResult<IReadOnlyList<IReadOnlyList<Statement>>>(groups);
    }

    private static bool GoesWith(List<Statement> group, Statement next) =>
        group.Sum(statement => statement.Tags.Count) + next.Tags.Count <= MostTags
        && group.TrueForAll(statement => Sort(statement) != Sort(next));

    // A contrast is about moods too: a sentence has room for one of both.
    private static StatementKind Sort(Statement statement) =>
        statement.Kind == StatementKind.Contrast ? StatementKind.Mood : statement.Kind;
}
