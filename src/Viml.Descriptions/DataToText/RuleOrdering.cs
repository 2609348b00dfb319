namespace Viml.Descriptions.DataToText;

/// <summary>What it is, how it feels, what is played; sometimes the players before the feeling. Second thoughts come after that.</summary>
public sealed class RuleOrdering : IOrdering
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Statement>> Order(IReadOnlyList<Statement> statements, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var random = new RandomStream(seed).Fork("order");
        StatementKind[] kinds = random.Chance(0.7)
            ? [StatementKind.Genre, StatementKind.Mood, StatementKind.Contrast, StatementKind.Instrument]
            : [StatementKind.Genre, StatementKind.Instrument, StatementKind.Mood, StatementKind.Contrast];
        var first = kinds.Select(kind => statements.FirstOrDefault(statement => statement.Kind == kind)).OfType<Statement>().ToList();
        // One mood is enough before the players.
        if (first.Exists(statement => statement.Kind == StatementKind.Mood)) first.RemoveAll(statement =>
            statement.Kind == StatementKind.Contrast);
        var rest = statements.Except(first).ToArray();
        random.Shuffle<Statement>(rest);
        return ValueTask.FromResult<IReadOnlyList<Statement>>([.. first, .. rest]);
    }
}
