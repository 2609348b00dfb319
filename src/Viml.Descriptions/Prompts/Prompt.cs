using System.Globalization;

namespace Viml.Descriptions.Prompts;

/// <summary>One turn of a conversation that a chat model sees as having happened.</summary>
/// <param name="Asked">What was asked.</param>
/// <param name="Answered">What was answered.</param>
public sealed record PromptExample(string Asked, string Answered);

/// <summary>What a language model is asked.</summary>
/// <param name="Version">The layout with its version, for provenance: <c>paper 1</c>.</param>
/// <param name="Instruction">What to do; empty where the examples alone say it.</param>
/// <param name="Examples">Turns before the question; empty where the examples are part of <paramref name="Question"/>.</param>
/// <param name="Question">The text to be continued or answered.</param>
/// <param name="Stops">Where a completion ends.</param>
public sealed record Prompt(
    string Version, string Instruction, IReadOnlyList<PromptExample> Examples, string Question, IReadOnlyList<string> Stops)
{
    // English prose has about four characters to a token of byte-pair encodings; what a chat adds to each message comes on top.
    private const double CharactersPerToken = 4.2;
    private const int TokensPerMessage = 4;

    /// <summary>The whole as one text, as a completion model gets it.</summary>
    public string Text => string.Concat(
        Instruction.Length > 0 ? Instruction + "\n\n" : "",
        string.Concat(Examples.Select(example => $"{example.Asked}{example.Answered}\n\n")),
        Question);

    /// <summary>About how many tokens a model reads.</summary>
    public int EstimatedTokens => Estimate(Text) + TokensPerMessage * (2 * Examples.Count + (Instruction.Length > 0 ? 2 : 1));

    /// <summary>About how many tokens a text has.</summary>
    public static int Estimate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var elements = StringInfo.ParseCombiningCharacters(text).Length;
        return (int)Math.Ceiling(elements / CharactersPerToken);
    }
}
