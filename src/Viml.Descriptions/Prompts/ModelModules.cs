using System.Globalization;
using System.Text.RegularExpressions;
using Viml.Descriptions.DataToText;
using Viml.Descriptions.Facts;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Prompts;

/// <summary>Asks a language model for the order of the sentences; keeps the rules' order where the answer is none.</summary>
/// <param name="model">The model.</param>
/// <param name="sampling">How it draws its words.</param>
public sealed partial class ModelOrdering(ILanguageModel model, Sampling sampling) : IOrdering
{
    private readonly RuleOrdering _rules = new();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Statement>> Order(IReadOnlyList<Statement> statements, ulong seed, CancellationToken cancellation)
    {
        var ordered = await _rules.Order(statements, seed, cancellation);
        if (ordered.Count < 2) return ordered;
        var prompt = new Prompt("order 1",
            "Put the numbered sentences about a piece of music into the order in which a person would write them. "
            + "Answer with the numbers alone, separated by commas.", [], Numbered(ordered) + "\nOrder:", ["\n"]);
        var numbers = Numbers().Matches((await model.Ask(prompt, sampling, seed, cancellation)).Text)
            .Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture) - 1).ToList();
        var isPermutation = numbers.Count == ordered.Count && numbers.Order().SequenceEqual(Enumerable.Range(0, ordered.Count));
        return isPermutation ? [.. numbers.Select(number => ordered[number])] : ordered;
    }

    internal static string Numbered(IReadOnlyList<Statement> statements) =>
        string.Join('\n', statements.Select((statement, number) =>
            string.Create(CultureInfo.InvariantCulture, $"{number + 1}. {statement.Sentence}")));

    [GeneratedRegex(@"\d{1,3}")]
    internal static partial Regex Numbers();
}

/// <summary>Asks a language model which sentences end a paragraph's sentence; keeps the rules' groups where the answer is none.</summary>
/// <param name="model">The model.</param>
/// <param name="sampling">How it draws its words.</param>
public sealed class ModelAggregation(ILanguageModel model, Sampling sampling) : IAggregation
{
    private readonly RuleAggregation _rules = new();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IReadOnlyList<Statement>>> Aggregate(
        IReadOnlyList<Statement> statements, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (statements.Count < 2) return [statements];
        var prompt = new Prompt("aggregate 1",
            "Neighbouring sentences about a piece of music can be fused into one. Answer with the numbers of the sentences "
            + "after which a new sentence should begin, separated by commas, and nothing else.", [],
            ModelOrdering.Numbered(statements) + "\nNumbers:", ["\n"]);
        var ends = ModelOrdering.Numbers().Matches((await model.Ask(prompt, sampling, seed, cancellation)).Text)
            .Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToHashSet();
        if (ends.Count == 0 || ends.Any(end => end < 1 || end > statements.Count)) return await _rules.Aggregate(statements, seed,
            cancellation);
        var groups = new List<List<Statement>> { new() };
        foreach (var (number, statement) in statements.Index())
        {
            groups[^1].Add(statement);
            if (ends.Contains(number + 1) && number + 1 < statements.Count) groups.Add([]);
        }
        return groups;
    }
}

/// <summary>Asks a language model for the paragraph. Its facts are checked; what fails is asked again, and then written by rules.</summary>
/// <param name="model">The model.</param>
/// <param name="sampling">How it draws its words.</param>
/// <param name="check">What the paragraph must be.</param>
/// <param name="attempts">How often it is asked at most.</param>
/// <param name="fellBack">Told why, each time that rules write instead.</param>
public sealed class ModelCompression(ILanguageModel model, Sampling sampling, AnswerCheck check, int attempts, Action<string> fellBack)
    : ICompression
{
    private readonly RuleCompression _rules = new();

    /// <inheritdoc/>
    public async ValueTask<string> Compress(IReadOnlyList<IReadOnlyList<Statement>> groups, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var lines = groups.Select(group => string.Join(' ', group.Select(statement => statement.Sentence)));
        var prompt = new Prompt("compress 1",
            "Rewrite the notes about a piece of music as one fluent paragraph in English, a sentence for each line. "
            + "Keep every fact and add none. Answer with the paragraph alone.", [], $"{string.Join('\n', lines)}\n\nParagraph:", ["\n"]);
        string[] names = [.. groups.SelectMany(group => group).SelectMany(statement => statement.Tags).Distinct()
            .Select(tag => TagVocabulary.Default.Names[tag])];
        var reason = "";
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            try
            {
                var reply = await model.Ask(prompt, sampling, seed + (ulong)attempt, cancellation);
                reason = check.Fault(reply, prompt, names, out var text);
                if (reason is null) return text;
            }
            catch (LanguageModelException fault) when (!fault.IsLasting)
            {
                reason = fault.Message;
            }
        }
        fellBack(reason ?? "");
        return await _rules.Compress(groups, seed, cancellation);
    }
}
