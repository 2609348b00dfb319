using System.Text.RegularExpressions;
using Viml.Descriptions.Facts;
using Viml.Models.Language;

namespace Viml.Descriptions.Prompts;

/// <summary>What an answer must be before it is kept.</summary>
/// <param name="LeastRecall">The share of the tags that it must express. People leave out a good part of them.</param>
/// <param name="LeastWords">The fewest words.</param>
/// <param name="MostWords">The most words.</param>
/// <param name="MayCopy">Whether it may have many words in a row from the prompt, as a rewritten text may.</param>
public sealed record AnswerRules(double LeastRecall = 0.25, int LeastWords = 3, int MostWords = 90, bool MayCopy = false)
{
    /// <summary>For texts that must say everything.</summary>
    public static AnswerRules Everything { get; } = new(1, 3, 160, MayCopy: true);
}

/// <summary>
/// Makes a description of what a language model answered, or says why it is none: facts, length, language, sense, and nothing of the
/// prompt. Thread-safe.
/// </summary>
/// <param name="facts">Compares the answer with the tags.</param>
/// <param name="rules">What is asked of it.</param>
public sealed partial class AnswerCheck(FactCheck facts, AnswerRules rules)
{
    private const int CopiedWords = 8;          // in a row, which no two people write by chance
    private const double LeastEnglish = 0.7;    // of the words

    private static readonly string[] Lines = ["genre:", "mood:", "instruments:", "description:", "tags:", "title:"];

    /// <summary>Judges an answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="prompt">What was asked.</param>
    /// <param name="tags">Names of the tags that it must be true of.</param>
    /// <param name="text">The description, cleaned.</param>
    /// <returns>Why it is no description; null where it is one.</returns>
    public string? Fault(Reply reply, Prompt prompt, IReadOnlyCollection<string> tags, out string text)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(prompt);
        var cleaned = text = Clean(reply);
        var words = MentionFinder.Clauses(text).SelectMany(clause => clause).ToList();
        if (words.Count == 0) return "empty";
        if (words.Count <= rules.MostWords && Understanding.Of(QueryParser.Default.Parse(text)).Level == UnderstandingLevel.OtherLanguage)
            return "not English";
        if (words.Count < rules.LeastWords) return "too short";
        if (words.Count > rules.MostWords) return "too long";
        if (text.Any(letter => char.IsControl(letter) || letter is '<' or '>' or '{' or '}' or '|' or '`')) return "not prose";
        if (Lines.Any(line => cleaned.Contains(line, StringComparison.OrdinalIgnoreCase))
            || Meta().IsMatch(text)) return "repeats the prompt";
        if (!rules.MayCopy && Copies(words, prompt)) return "repeats the prompt";
        if (words.Count(word => EnglishWords.Default.Contains(word.Replace("'s", "", StringComparison.Ordinal)) || word.Contains('\''))
            < LeastEnglish * words.Count) return "makes no sense";
        if (RepeatsItself(words)) return "repeats itself";
        var report = facts.Check(text, tags);
        if (report.Invented.Count > 0) return $"invents {string.Join(", ", report.Invented)}";
        return report.Recall < rules.LeastRecall ? "leaves out too much" : null;
    }

    // The first paragraph, without quotes and labels; a sentence that was cut goes.
    private static string Clean(Reply reply)
    {
        var text = Thoughts().Replace(reply.Text, "").Trim();
        if (Label().Match(text) is { Success: true } label) text = text[label.Length..].Trim();
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end > 0) text = text[..end];
        text = Spaces().Replace(text, " ").Trim().Trim('"', '“', '”').Trim();
        if (!reply.IsCut || text.Length == 0) return text;
        var last = text.LastIndexOfAny(['.', '!', '?']);
        return last < 0 ? "" : text[..(last + 1)];
    }

    private static bool Copies(List<string> words, Prompt prompt)
    {
        var asked = " " + string.Join(' ', MentionFinder.Clauses(
            $"{prompt.Text}\n{string.Join('\n', prompt.Examples.Select(e => e.Answered))}")
            .SelectMany(clause => clause)) + " ";
        for (var at = 0; at + CopiedWords <= words.Count; at++)
            if (asked.Contains(" " + string.Join(' ', words.Skip(at).Take(CopiedWords)) + " ", StringComparison.Ordinal)) return true;
        // A short text is a copy where all of it stands in the prompt.
        return words.Count is > 3 and < CopiedWords && asked.Contains(" " + string.Join(' ', words) + " ", StringComparison.Ordinal);
    }

    private static bool RepeatsItself(List<string> words)
    {
        if (words.Count < 12) return false;
        var triples = Enumerable.Range(0, words.Count - 2).Select(at => (words[at], words[at + 1], words[at + 2])).ToList();
        return triples.Distinct().Count() < 0.7 * triples.Count;
    }

    // Some models think aloud first.
    [GeneratedRegex(@"\A\s*<think>[\s\S]*?</think>")]
    private static partial Regex Thoughts();

    [GeneratedRegex(@"\A(description|answer|output|text)\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"\b(as an ai|language model|the tags|these tags|i cannot|i can't help|instructions?|prompt|system message|"
        + @"here is (a|the) description|sure[,!])\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Meta();
}
