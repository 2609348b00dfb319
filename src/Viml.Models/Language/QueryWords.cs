namespace Viml.Models.Language;

/// <summary>Questions about stretches of the words of a text. Indices behind the last word are allowed and give "no".</summary>
internal static class QueryWords
{
    /// <summary>Whether there is a word at an index and only a space, a hyphen or a slash parts it from the one before.</summary>
    public static bool GoesOnAt(this IReadOnlyList<QueryWord> words, int at) => at < words.Count && words[at].Continues;

    /// <summary>Whether the word at an index is one of some.</summary>
    public static bool IsAnyAt(this IReadOnlyList<QueryWord> words, int at, params ReadOnlySpan<string> texts) =>
        at >= 0 && at < words.Count && texts.Contains(words[at].Text);

    /// <summary>The words from an index to before another, joined by spaces.</summary>
    public static string Text(this IReadOnlyList<QueryWord> words, int first, int end) =>
        end - first == 1 ? words[first].Text : string.Join(' ', Enumerable.Range(first, end - first).Select(at => words[at].Text));

    /// <summary>Where the words from an index to before another stand.</summary>
    public static TextSpan Span(this IReadOnlyList<QueryWord> words, int first, int end) =>
        TextSpan.Over(words[first].Span, words[end - 1].Span);

    /// <summary>Whether a word says nothing about how music sounds.</summary>
    public static bool IsLittle(this QueryWord word) =>
        FunctionWords.English.Contains(word.Text) || FunctionWords.MusicNouns.Contains(word.Text);
}
