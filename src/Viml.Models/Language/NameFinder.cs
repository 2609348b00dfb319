namespace Viml.Models.Language;

/// <summary>
/// Finds names of artists and works in a request: behind "like", "by" and their kin, in quotation marks, or because they are known or
/// capitalised.
/// </summary>
internal sealed class NameFinder(MusicLexicon lexicon, EnglishWords english)
{
    private static readonly (string Opening, string Closing)[] Quotes =
        [("\"", "\""), ("“", "”"), ("„", "“"), ("«", "»"), ("‘", "’"), ("'", "'")];
    private static readonly (string[] Words, NameKind Kind)[] Cues =
    [
        .. Split(NameKind.Like, "like", "sounds like", "sounding like", "something like", "in the style of", "in style of", "style of"),
        .. Split(NameKind.Like, "in the vein of", "in the manner of", "in the spirit of", "reminiscent of", "similar to", "inspired by"),
        .. Split(NameKind.Like, "a la"),
        .. Split(NameKind.By, "by", "composed by", "written by", "performed by", "music of", "songs of", "works of", "artist", "band"),
        .. Split(NameKind.By, "composer", "album", "from the album", "song called", "track called"),
    ];
    private static readonly HashSet<string> Links = ["of", "the", "and", "de", "la", "van", "von", "da", "di", "del", "le", "el", "y"];

    /// <summary>All names, from left to right, none over another.</summary>
    public List<NamedPart> Find(string text, IReadOnlyList<QueryWord> words)
    {
        var names = Quoted(text);
        var isTitleCase = words.Count >= 3 && words.Count(word => word.IsCapital) > 0.6 * words.Count; // then capitals say nothing
        for (var at = 0; at < words.Count; at++)
        {
            var (kind, first) = Cue(words, at);
            var count = first < words.Count ? Length(words, first, kind, isTitleCase) : 0;
            if (count == 0) continue;
            var span = words.Span(first, first + count);
            if (names.Any(name => name.Span.Meets(span))) continue;
            names.Add(new NamedPart(span.Of(text), kind, span));
            at = first + count - 1;
        }
        names.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return names;
    }

    private static IEnumerable<(string[], NameKind)> Split(NameKind kind, params string[] cues) =>
        cues.Select(cue => (cue.Split(' '), kind));

    private static List<NamedPart> Quoted(string text)
    {
        var names = new List<NamedPart>();
        foreach (var (opening, closing) in Quotes)
        {
            var at = text.IndexOf(opening, StringComparison.Ordinal);
            while (at >= 0)
            {
                var opens = at == 0 || !char.IsLetterOrDigit(text[at - 1]); // an apostrophe does not
                var end = opens ? End(text, at + 1, closing) : at;
                if (end < 0) break;
                var span = new TextSpan(at + 1, Math.Max(0, end - at - 1));
                if (span.Length is > 1 and <= 120 && span.Of(text).Any(char.IsLetterOrDigit) && !names.Any(name => name.Span.Meets(span)))
                    names.Add(new NamedPart(span.Of(text).Trim(), NameKind.Quoted, span));
                at = text.IndexOf(opening, end + 1, StringComparison.Ordinal);
            }
        }
        return names;
    }

    // where the quotation ends: not at an apostrophe
    private static int End(string text, int from, string closing)
    {
        var end = text.IndexOf(closing, from, StringComparison.Ordinal);
        while (end >= 0 && closing is "'" or "’" && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]))
            end = text.IndexOf(closing, end + 1, StringComparison.Ordinal);
        return end;
    }

    private static (NameKind Kind, int First) Cue(IReadOnlyList<QueryWord> words, int at)
    {
        var best = (Kind: NameKind.Mentioned, First: at);
        foreach (var (cue, kind) in Cues)
        {
            if (at + cue.Length <= best.First || at + cue.Length > words.Count) continue;
            var isThere = true;
            for (var i = 0; i < cue.Length && isThere; i++)
                isThere = words[at + i].Text == cue[i] && (i == 0 || words[at + i].Continues);
            if (isThere) best = (kind, at + cue.Length);
        }
        return best;
    }

    private int Length(IReadOnlyList<QueryWord> words, int first, NameKind kind, bool isTitleCase)
    {
        var isCued = kind != NameKind.Mentioned;
        var known = lexicon.NameAt(words, first);
        var isAlone = words.Count == 1 && words[first].IsCapital; // "Queen"
        if (known > 1 || (known == 1 && (isCued || isAlone || !english.IsCommon(words[first].Text)))) return known;
        var capitals = isTitleCase ? 0 : Capitals(words, first);
        if (!isCued) return capitals > 1 && Strangers(words, first, first + capitals).Any() ? capitals : 0;
        if (capitals > 0 && (kind == NameKind.By || lexicon.At(words, first) is null)) return capitals;
        var end = first + 1;
        while (words.GoesOnAt(end)) end++;
        return Strangers(words, first, end).TakeWhile((at, index) => at == first + index).Count();
    }

    private static int Capitals(IReadOnlyList<QueryWord> words, int first)
    {
        var count = 0;
        for (var at = first; at == first || words.GoesOnAt(at); at++)
        {
            if (words[at].IsCapital) count = at - first + 1;
            else if (count == 0 || !Links.Contains(words[at].Text)) break;
        }
        return count;
    }

    // words that are no English words: kevin macleod
    private IEnumerable<int> Strangers(IReadOnlyList<QueryWord> words, int first, int end) => Enumerable.Range(first, end - first)
        .Where(at => words[at].Text.Length > 1 && !english.IsCommon(words[at].Text) && lexicon.At(words, at) is null);
}
