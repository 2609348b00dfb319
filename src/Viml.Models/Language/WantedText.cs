using System.Text;

namespace Viml.Models.Language;

/// <summary>What of a request is wanted, as a text for an encoder.</summary>
internal static class WantedText
{
    private static readonly HashSet<string> Dangling =
        ["and", "but", "or", "nor", "with", "please", "so", "yet", "only", "also", "just", "then", "though", "plus"];

    /// <summary>
    /// The text without the words of the exclusions, with words that were read as others replaced, and without what is left hanging.
    /// Empty where little words alone remain: "I don't want drums" wants nothing.
    /// </summary>
    public static string Of(string typed, IReadOnlyList<QueryWord> words, List<Exclusion> exclusions)
    {
        var text = Spaced(Replaced(typed, words, exclusions));
        if (exclusions.Count == 0) return text;
        text = Trimmed(text);
        return QueryWord.Split(text).All(word => word.IsLittle()) ? "" : text;
    }

    /// <summary>A wanted text without some names, and without the little words that led to a name at its end: "calm piano by".</summary>
    public static string Without(string wanted, IEnumerable<NamedPart> names)
    {
        foreach (var name in names)
            wanted = wanted.Replace(name.Text, " ", StringComparison.Ordinal);
        wanted = Trimmed(Spaced(wanted));
        var words = QueryWord.Split(wanted);
        var last = words.FindLastIndex(word => !word.IsLittle());
        return last < 0 ? "" : wanted[..words[last].Span.End];
    }

    private static string Replaced(string typed, IReadOnlyList<QueryWord> words, List<Exclusion> exclusions)
    {
        var pieces = exclusions.Where(part => part.End > part.First).Select(part => (Span: WithDangling(words, part), part.Instead))
            .Concat(words.Where(word => word.IsReplaced).Select(word => (word.Span, Instead: word.Text)))
            .OrderBy(piece => piece.Span.Start).ThenByDescending(piece => piece.Span.Length);
        var wanted = new StringBuilder(typed.Length);
        var at = 0;
        TextSpan? last = null;
        foreach (var (span, instead) in pieces)
        {
            if (span.End <= at && span != last) continue; // inside an exclusion; a pictogram may stand for two words
            if (span.Start > at) wanted.Append(typed.AsSpan(at, span.Start - at));
            wanted.Append(' ').Append(instead).Append(' ');
            (at, last) = (span.End, instead.Length > 0 ? span : null);
        }
        return wanted.Append(typed.AsSpan(at)).ToString();
    }

    // the exclusion with the words that joined it to the rest: "piano [and no drums] but strings"
    private static TextSpan WithDangling(IReadOnlyList<QueryWord> words, Exclusion part)
    {
        var span = part.Span;
        if (part.First > 0 && words[part.First].Continues && Dangling.Contains(words[part.First - 1].Text))
            span = TextSpan.Over(words[part.First - 1].Span, span);
        var hangsBehind = part.Object is not null && words.GoesOnAt(part.End) && Dangling.Contains(words[part.End].Text);
        if (hangsBehind && words[part.End].Text != "with")
            span = TextSpan.Over(span, words[part.End].Span);
        return span;
    }

    // one space between words, none before a comma, and no comma behind a comma
    private static string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var isSpace = char.IsWhiteSpace(letter);
            if (isSpace && (spaced.Length == 0 || spaced[^1] == ' ')) continue;
            if (letter is ',' or ';' or '.' && spaced.Length > 0 && spaced[^1] == ' ') spaced.Length--;
            if (letter is '.' && spaced.Length > 0 && spaced[^1] is ',' or ';') spaced.Length--;
            if (letter is ',' or ';' && (spaced.Length == 0 || spaced[^1] is ',' or ';')) continue;
            spaced.Append(isSpace ? ' ' : letter);
        }
        return spaced.ToString().Trim();
    }

    private static string Trimmed(string text)
    {
        while (true)
        {
            text = text.Trim(' ', ',', ';', ':', '.', '-', '–', '—', '/', '!', '?', '&', '(', ')');
            var (first, last) = (text.IndexOf(' '), text.LastIndexOf(' '));
            if (first < 0) return Dangling.Contains(text.ToLowerInvariant()) ? "" : text;
            if (Dangling.Contains(text[..first].TrimEnd(',', ';', ':', '.').ToLowerInvariant())) text = text[first..];
            else if (Dangling.Contains(text[(last + 1)..].ToLowerInvariant())) text = text[..last];
            else return text;
        }
    }
}
