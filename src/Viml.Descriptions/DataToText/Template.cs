using Viml.Descriptions.Language;
using Viml.Models;

namespace Viml.Descriptions.DataToText;

/// <summary>A sentence with slots for tags of one kind.</summary>
/// <param name="Sentence">The whole sentence, with {It} for its subject.</param>
/// <param name="Tail">The same as it follows another sentence; null where it does not.</param>
/// <param name="Least">The fewest tags that it suits.</param>
/// <param name="Most">The most.</param>
internal sealed record Template(string Sentence, string? Tail, int Least, int Most)
{
    /// <summary>What the sentence says of its subject; null where the subject is something else.</summary>
    public string? Predicate => Sentence.StartsWith("{It} ", StringComparison.Ordinal) ? Sentence[5..^1] : null;
}

/// <summary>The templates that come with the program, from <c>templates.json</c>.</summary>
internal sealed class TemplateTable
{
    private static readonly Lazy<TemplateTable> Embedded = new(() => EmbeddedJson.Read("templates.json", Read));

    private readonly Dictionary<StatementKind, IReadOnlyList<Template>> _templates;
    private readonly HashSet<(int, int)> _fusions;

    private TemplateTable(
        Dictionary<StatementKind, IReadOnlyList<Template>> templates, IReadOnlyList<string> backgrounds, HashSet<(int, int)> fusions) =>
        (_templates, Backgrounds, _fusions) = (templates, backgrounds, fusions);

    public static TemplateTable Default => Embedded.Value;

    /// <summary>How instruments follow a sentence about other instruments.</summary>
    public IReadOnlyList<string> Backgrounds { get; }

    public IReadOnlyList<Template> this[StatementKind kind] => _templates[kind];

    /// <summary>Whether two genres are one name in this order: "folk rock".</summary>
    public bool AreOne(int first, int second) => _fusions.Contains((first, second));

    private static TemplateTable Read(StrictJson json)
    {
        json.Text("note");
        var templates = Enum.GetValues<StatementKind>().ToDictionary(
            kind => kind, kind => json.Objects(kind.ToString().ToLowerInvariant(), template => new Template(
                template.Text("sentence"), template.TextOrDefault("tail"), template.Count("least"), template.Count("most"))));
        return new TemplateTable(templates, json.Texts("background"), [.. TagLanguage.Pairs(json, "fusions")]);
    }
}
