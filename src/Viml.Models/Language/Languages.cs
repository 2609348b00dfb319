using Viml.Models.Words;

namespace Viml.Models.Language;

/// <summary>A language other than English: its little words, and what its words for music mean.</summary>
internal sealed class ForeignLanguage
{
    private readonly HashSet<string> _functionWords;
    private readonly Dictionary<string, string> _words = [];
    private readonly List<(string Beginning, string English)> _beginnings = [];

    public ForeignLanguage(string name, StrictJson json)
    {
        Name = name;
        _functionWords = [.. json.Texts("function").Select(word => TextFolding.Fold(word))];
        json.Object("music", words =>
        {
            foreach (var word in words.Keys)
            {
                var (folded, english) = (TextFolding.Fold(word.TrimEnd('*')), words.Text(word));
                _words.TryAdd(folded, english);
                if (word.EndsWith('*')) _beginnings.Add((folded, english));
            }
            return true;
        });
        _beginnings.Sort((a, b) => b.Beginning.Length.CompareTo(a.Beginning.Length));
    }

    /// <summary>Its English name.</summary>
    public string Name { get; }

    /// <summary>Whether a folded word is one of its little words or has a meaning.</summary>
    public bool Knows(string word) => HasFunctionWord(word) || Translate(word) is not null;

    /// <summary>Whether a folded word is one of its little words.</summary>
    public bool HasFunctionWord(string word) => _functionWords.Contains(WithoutArticle(word));

    /// <summary>What a folded word means in English, or null. The longest known beginning counts: Klaviermusik is piano.</summary>
    public string? Translate(string word)
    {
        word = WithoutArticle(word);
        if (_words.TryGetValue(word, out var english)) return english;
        foreach (var (beginning, meaning) in _beginnings)
            if (word.StartsWith(beginning, StringComparison.Ordinal))
                return meaning;
        return null;
    }

    // d'amour, l'orchestra
    private static string WithoutArticle(string word) => word.IndexOf('\'') is var at and > 0 and <= 4 ? word[(at + 1)..] : word;
}

/// <summary>The languages whose texts are told from English, read from <c>languages.json</c>.</summary>
internal static class Languages
{
    private static readonly Lazy<IReadOnlyList<ForeignLanguage>> Embedded = new(() => EmbeddedFiles.ReadJson("languages.json", json =>
    {
        json.Text("note");
        return json.Object("languages", languages =>
            languages.Keys.Select(name => languages.Object(name, language => new ForeignLanguage(name, language))).ToList());
    }));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ForeignLanguage> All => Embedded.Value;
}
