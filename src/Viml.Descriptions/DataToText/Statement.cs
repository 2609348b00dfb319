using Viml.Descriptions.Language;

namespace Viml.Descriptions.DataToText;

/// <summary>What a statement is about.</summary>
public enum StatementKind
{
    /// <summary>Genres.</summary>
    Genre,

    /// <summary>Moods that go together.</summary>
    Mood,

    /// <summary>Two moods that contradict each other.</summary>
    Contrast,

    /// <summary>Instruments.</summary>
    Instrument,
}

/// <summary>Some tags of one kind with the template they go into.</summary>
public sealed record Statement
{
    internal Statement(StatementKind kind, IReadOnlyList<int> tags, string piece, Template template) =>
        (Kind, Tags, Piece, Template) = (kind, tags, piece, template);

    /// <summary>What it is about.</summary>
    public StatementKind Kind { get; }

    /// <summary>The tags by index.</summary>
    public IReadOnlyList<int> Tags { get; }

    /// <summary>What the music is called: "track".</summary>
    public string Piece { get; }

    /// <summary>The statement as a sentence of its own.</summary>
    public string Sentence => Fill(Template.Sentence, $"The {Piece}");

    internal Template Template { get; }

    /// <summary>A pattern with the tags in its slots.</summary>
    internal string Fill(string pattern, string subject)
    {
        var words = Tags.Select(tag => TagLanguage.Default[tag].Word).ToList();
        var items = Kind == StatementKind.Genre ? [.. Tags.Select(tag => TagLanguage.Default[tag].Noun)] : words;
        var isPlural = Tags.Count > 1 || TagLanguage.Default[Tags[0]].IsPlural;
        var text = pattern
            .Replace("{It}", subject, StringComparison.Ordinal)
            .Replace("{it}", "it", StringComparison.Ordinal)
            .Replace("{first}", items[0], StringComparison.Ordinal)
            .Replace("{a first}", Grammar.WithArticle(items[0]), StringComparison.Ordinal)
            .Replace("{second}", items[^1], StringComparison.Ordinal)
            .Replace("{a second}", Grammar.WithArticle(items[^1]), StringComparison.Ordinal);
        return Kind switch
        {
            StatementKind.Genre => text
                .Replace("{nouns}", Grammar.Nouns(Tags), StringComparison.Ordinal)
                .Replace("{styles}", Styles, StringComparison.Ordinal)
                .Replace("{a styles}", Grammar.WithArticle(Styles), StringComparison.Ordinal)
                .Replace("{a style piece}", Grammar.WithArticle($"{Styles} {Piece}"), StringComparison.Ordinal),
            StatementKind.Instrument => Agree(text, isPlural)
                .Replace("{list}", Grammar.List(Tags), StringComparison.Ordinal)
                .Replace("{the list}", Grammar.TheList(Tags), StringComparison.Ordinal)
                .Replace("{The list}", Grammar.Capital(Grammar.TheList(Tags)), StringComparison.Ordinal),
            _ => text
                .Replace("{moods}", Grammar.And(words), StringComparison.Ordinal)
                .Replace("{a moods}", Grammar.WithArticle(Grammar.And(words)), StringComparison.Ordinal),
        };
    }

    /// <summary>Genres before a noun: "techno and house", "folk rock".</summary>
    internal string Styles => Tags is [var first, var second]
        ? string.Join(TemplateTable.Default.AreOne(first, second) ? " " : " and ",
            TagLanguage.Default[first].Word, TagLanguage.Default[second].Word)
        : Grammar.And([.. Tags.Select(tag => TagLanguage.Default[tag].Word)]);

    /// <summary>Genres as things: "techno and house", "folk rock", "electronic dance music".</summary>
    internal string Things => Tags is [var first, var second] && TemplateTable.Default.AreOne(first, second)
        ? $"{TagLanguage.Default[first].Word} {TagLanguage.Default[second].Noun}"
        : Grammar.Nouns(Tags);

    // "{leads|lead}"
    private static string Agree(string text, bool isPlural)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0) return text;
        var start = text.LastIndexOf('{', bar);
        var end = text.IndexOf('}', bar);
        return text[..start] + (isPlural ? text[(bar + 1)..end] : text[(start + 1)..bar]) + text[(end + 1)..];
    }
}
