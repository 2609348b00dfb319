using Viml.Models.Tagging;

namespace Viml.Descriptions.Language;

/// <summary>The little rules of English that templates need.</summary>
internal static class Grammar
{
    // Vowels that sound like "you".
    private static readonly string[] Consonantal = ["uk", "uni", "use", "eu", "one"];

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string And(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    /// <summary>"a calm", "an epic".</summary>
    public static string WithArticle(string phrase) => $"{Article(phrase)} {phrase}";

    /// <summary>"a" or "an", by the sound of the next word.</summary>
    public static string Article(string phrase)
    {
        var isVowel = "aeiou".Contains(char.ToLowerInvariant(phrase[0]));
        return isVowel && !Consonantal.Any(start => phrase.StartsWith(start, StringComparison.OrdinalIgnoreCase)) ? "an" : "a";
    }

    /// <summary>The text with a capital at its start.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Instruments after "with": "acoustic and electric guitar".</summary>
    public static string List(IReadOnlyList<int> instruments) =>
        And(SharingHeads([.. instruments.Select(tag => TagLanguage.Default[tag].Word)]));

    /// <summary>Instruments as a subject: "the piano and strings".</summary>
    public static string TheList(IReadOnlyList<int> instruments)
    {
        var nouns = instruments.Select(tag => TagLanguage.Default[tag].Noun).ToList();
        return And([nouns[0], .. nouns.Skip(1).Select(noun => noun.StartsWith("the ", StringComparison.Ordinal) ? noun[4..] : noun)]);
    }

    /// <summary>Genres as things: "techno and house", "classical and orchestral music".</summary>
    public static string Nouns(IReadOnlyList<int> genres) => And(SharingHeads([.. genres.Select(tag => TagLanguage.Default[tag].Noun)]));

    // Two of the same head share it: "acoustic and electric guitar", "classical and orchestral music".
    private static List<string> SharingHeads(List<string> words)
    {
        if (words is not [var first, var second]) return words;
        var head = ((string[])[" guitar", " music"]).FirstOrDefault(
            end => words.TrueForAll(word => word.EndsWith(end, StringComparison.Ordinal) && word.Count(letter => letter == ' ') == 1));
        return head is null ? words : [first[..^head.Length], second];
    }

    /// <summary>The kind of a tag.</summary>
    public static TagKind KindOf(int tag) => TagVocabulary.Default.KindOf(tag);
}
