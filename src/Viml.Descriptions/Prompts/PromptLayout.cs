using Viml.Descriptions.Analogies;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Prompts;

/// <summary>How tags and descriptions stand in a prompt.</summary>
public enum PromptLayoutKind
{
    /// <summary>The paper's: pairs of templated tags and description, then the new tags, to be continued. No instruction.</summary>
    Paper,

    /// <summary>An instruction before the pairs, in one text.</summary>
    Instructed,

    /// <summary>An instruction, and the pairs as turns of a chat.</summary>
    Turns,
}

/// <summary>Makes few-shot prompts A : A' :: B : ? from the bank.</summary>
/// <param name="Kind">The layout.</param>
/// <param name="Examples">Pairs in the prompt.</param>
public sealed record PromptLayout(PromptLayoutKind Kind = PromptLayoutKind.Paper, int Examples = 8)
{
    private const string Answer = "Description:";
    private const string Task =
        "Below are tags of pieces of music and what listeners wrote about them. Write what another listener could write "
        + "about the last piece: in English, one to three sentences, in the manner of the examples. Speak only of what the tags say. "
        + "Answer with the description alone.";

    /// <summary>The layout with its version: changes whenever the same tags would give another prompt.</summary>
    public string Version => $"{Kind.ToString().ToLowerInvariant()} 1, {Examples} examples";

    /// <summary>The prompt for some tags.</summary>
    /// <param name="bank">Where the examples come from.</param>
    /// <param name="tags">By index, the most confident first.</param>
    /// <param name="title">A title to be shown as data, already safe; null for none.</param>
    /// <param name="seed">Draws among examples that are as near.</param>
    public Prompt Write(PairBank bank, IReadOnlyList<int> tags, string? title, ulong seed)
    {
        var random = new RandomStream(seed).Fork("examples");
        var pairs = ExampleChoice.Nearest(bank, tags, Examples, random);
        var question = $"{(title is null ? "" : $"Title: {title}\n")}{Asked(tags)}";
        if (Kind == PromptLayoutKind.Turns)
            return new Prompt(Version, Task, [.. pairs.Select(pair => new PromptExample(Asked(pair.Tags), " " + pair.Text))], question,
                ["\n"]);
        var text = string.Concat(pairs.Select(pair => $"{Asked(pair.Tags)} {pair.Text}\n\n")) + question;
        return new Prompt(Version, Kind == PromptLayoutKind.Instructed ? Task : "", [], text, ["\n"]);
    }

    // The tags of each kind in a line of their own, as a template would put them.
    private static string Asked(IReadOnlyList<int> tags)
    {
        string Line(string name, TagKind kind)
        {
            var labels = tags.Where(tag => TagVocabulary.Default.KindOf(tag) == kind).Select(tag => TagVocabulary.Default.Labels[tag])
                .ToList();
            return labels.Count == 0 ? "" : $"{name}: {string.Join(", ", labels)}\n";
        }
        return Line("Genre", TagKind.Genre) + Line("Mood", TagKind.Mood) + Line("Instruments", TagKind.Instrument) + Answer;
    }
}
