using System.Text;

namespace Viml.Models.Language;

/// <summary>What of a request is wanted, as a text for an encoder.</summary>
internal static class WantedText
{
    private static readonly HashSet<string> Dangling = ["and", "but", "or", "nor", "with", "please", "so", "yet", "only", "also", "just", "then", "though", "plus"];

    /// <summary>The text without the words of the exclusions, with words that were read as others replaced, and without what is left hanging at its ends.</summary>
    public static string Of(string typed, IReadOnlyList<QueryWord> words, IReadOnlyList<Exclusion> exclusions)
    {
        var wanted = new StringBuilder(typed.Length);
        var at = 0;
        var pieces = words.Where((word, index) => word.IsReplaced && !exclusions.Any(part => part.First <= index && index < part.End)).Select(word => (word.Span, Instead: word.Text))
            .Concat(exclusions.Where(part => part.End > part.First).Select(part => (Span: WithDangling(words, part), part.Instead)))
            .OrderBy(piece => piece.Span.Start);
        foreach (var (span, instead) in pieces)
        {
            if (span.Start >= at) wanted.Append(typed.AsSpan(at, span.Start - at));
            if (instead.Length > 0) wanted.Append(wanted.Length > 0 && !char.IsWhiteSpace(wanted[^1]) ? " " : "").Append(instead).Append(' ');
            else if (span.Length > 0) wanted.Append(' ');
            at = Math.Max(at, span.End);
        }
        wanted.Append(typed.AsSpan(at));
        var text = Spaced(wanted.ToString());
        if (exclusions.Count == 0) return text;
        text = Trimmed(text);
        return QueryWord.Split(text).All(word => FunctionWords.English.Contains(word.Text) || FunctionWords.MusicNouns.Contains(word.Text)) ? "" : text; // "I don't want drums" wants nothing
    }

    // the exclusion with the words that joined it to the rest: "piano [and no drums] but strings"
    private static TextSpan WithDangling(IReadOnlyList<QueryWord> words, Exclusion part)
    {
        var span = part.Span;
        if (part.First > 0 && words[part.First].Continues && Dangling.Contains(words[part.First - 1].Text)) span = TextSpan.Over(words[part.First - 1].Span, span);
        if (part.Object is not null && part.End < words.Count && words[part.End].Continues && Dangling.Contains(words[part.End].Text) && words[part.End].Text != "with")
            span = TextSpan.Over(span, words[part.End].Span);
        return span;
    }

    private static string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var isSpace = char.IsWhiteSpace(letter);
            if (isSpace && (spaced.Length == 0 || spaced[^1] == ' ')) continue;
            if (letter is ',' or ';' or '.' && spaced.Length > 0 && spaced[^1] == ' ') spaced.Length--; // "calm , slow"
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
