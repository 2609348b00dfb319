using Viml.Descriptions.Analogies;
using Viml.Descriptions.DataToText;
using Viml.Descriptions.Facts;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Methods;

/// <summary>
/// The methods that need nothing but this program. Pure: the same tags and seed give the same text. Thread-safe.
/// </summary>
public sealed class BuiltInMethod : IDescriptionMethod
{
    private readonly Func<IReadOnlyList<ScoredTag>, ulong, Draft> _write;

    private BuiltInMethod(string name, string version, Func<IReadOnlyList<ScoredTag>, ulong, Draft> write) =>
        (Identity, _write) = (new MethodIdentity(name, version), write);

    /// <summary>Every method, in the order of the paper's ablation.</summary>
    public static IReadOnlyList<BuiltInMethod> All { get; } =
    [
        new("tags", "1", (tags, seed) => Draft.Of(TagList(tags, seed))),
        new("data2text", "2", DataToText),
        new("prompt2text", "analogy 1", (tags, seed) => AnalogyByRetrieval.Write(tags, seed)),
    ];

    /// <inheritdoc/>
    public MethodIdentity Identity { get; }

    /// <summary>The method of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the known ones.</exception>
    public static BuiltInMethod ByName(string name) => All.FirstOrDefault(method => method.Identity.Method == name)
        ?? throw new ArgumentException(
            $"Unknown text synthesis '{name}'. Known: {string.Join(", ", All.Select(method => method.Identity.Method))}.", nameof(name));

    /// <summary>Writes the text at once. Errors as <see cref="IDescriptionMethod.Write"/>.</summary>
    public Draft Write(IReadOnlyList<ScoredTag> tags, ulong seed) => _write(tags, seed);

    /// <inheritdoc/>
    public ValueTask<Draft> Write(TaggedPiece piece, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(piece);
        return ValueTask.FromResult(Write(piece.Tags, seed));
    }

    // The paper's "tags": the top tags in random order with commas between.
    private static string TagList(IReadOnlyList<ScoredTag> tags, ulong seed)
    {
        var random = new RandomStream(seed).Fork("tags");
        var chosen = TagSelection.Draw(tags, seed);
        random.Shuffle<int>(chosen);
        return string.Join(", ", chosen.Select(tag => TagVocabulary.Default.Labels[tag]));
    }

    // Rules answer at once, so this does not wait.
    private static Draft DataToText(IReadOnlyList<ScoredTag> tags, ulong seed) =>
        Draft.Of(new DataToTextMethod().Write(tags, seed, CancellationToken.None).AsTask().GetAwaiter().GetResult());
}
