namespace Viml.Library.Answers;

/// <summary>Says how words were read.</summary>
internal static class WordsText
{
    private const int Most = 8; // words that are listed

    /// <summary>The sentences, the most important first.</summary>
    public static IReadOnlyList<string> Of(WordsAnswer words)
    {
        var notes = new List<string>();
        if (words.Understanding == WordsUnderstanding.Unknown)
            notes.Add("No word of your text was understood.");
        else if (words.Understanding == WordsUnderstanding.OtherLanguage)
            notes.Add(words.Translated.Count == 0
                ? $"Your text seems to be {words.Language}, of which no word was understood. Only English is understood well."
                : $"Your text seems to be {words.Language}. Only this was understood: {List(words.Translated.Select(Pair))}.");
        else if (words.Unknown.Count > 0)
            notes.Add($"Not understood: {List(words.Unknown.Select(Quoted))}.");
        if (words.Corrections.Count > 0)
            notes.Add($"Read as: {List(words.Corrections.Select(Pair))}.");
        foreach (var group in words.Excluded.GroupBy(part => part.Strength < 1).OrderBy(group => group.Key))
            notes.Add($"{(group.Key ? "Less" : "Left out")}: {List(group.Select(part => part.Thing))}.");
        if (words.Limitation is { } limitation)
            notes.Add(limitation);
        return notes;
    }

    private static string Pair(WordMeaning word) => $"{Quoted(word.Word)} = {word.Read}";

    private static string Quoted(string word) => $"\"{word}\"";

    private static string List(IEnumerable<string> words)
    {
        var all = words.Distinct().ToList();
        return all.Count <= Most ? string.Join(", ", all) : $"{string.Join(", ", all.Take(Most))} and {all.Count - Most} more";
    }
}
