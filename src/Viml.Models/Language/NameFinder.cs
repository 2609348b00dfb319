namespace Viml.Models.Language;

/// <summary>Finds names of artists and works in a request: behind "like", "by" and their kin, in quotation marks, or simply known or capitalised.</summary>
internal sealed class NameFinder(MusicLexicon lexicon, EnglishWords english)
{
    private static readonly (string Opening, string Closing)[] Quotes = [("\"", "\""), ("“", "”"), ("„", "“"), ("«", "»"), ("‘", "’"), ("'", "'")];
    private static readonly (string[] Words, NameKind Kind)[] Cues =
    [
        .. new[]
        {
            "like", "sounds like", "sounding like", "something like", "in the style of", "in style of", "in the vein of", "in the manner of", "in the spirit of", "a la", "reminiscent of",
            "similar to", "inspired by", "influenced by", "think", "style of",
        }.Select(cue => (cue.Split(' '), NameKind.Like)),
        .. new[] { "by", "composed by", "written by", "performed by", "music of", "songs of", "works of", "artist", "band", "composer", "album", "song called", "track called", "from the album" }
            .Select(cue => (cue.Split(' '), NameKind.By)),
    ];
    private static readonly HashSet<string> Links = ["of", "the", "and", "de", "la", "van", "von", "da", "di", "del", "le", "el", "y"];

    /// <summary>All names, from left to right, none over another.</summary>
    public List<NamedPart> Find(string text, IReadOnlyList<QueryWord> words)
    {
        var names = Quoted(text);
        var isTitleCase = words.Count >= 3 && words.Count(word => word.IsCapital) > 0.6 * words.Count; // then capitals say nothing
        for (var at = 0; at < words.Count; at++)
        {
            if (names.Any(name => name.Span.Meets(words[at].Span))) continue;
            var (kind, first) = Cue(words, at);
            var count = first < words.Count ? Length(words, first, kind, isTitleCase) : 0;
            if (count == 0) continue;
            var span = TextSpan.Over(words[first].Span, words[first + count - 1].Span);
            if (names.Any(name => name.Span.Meets(span))) continue;
            names.Add(new NamedPart(span.Of(text), kind, span));
            at = first + count - 1;
        }
        return [.. names.OrderBy(name => name.Span.Start)];
    }

    private static List<NamedPart> Quoted(string text)
    {
        var names = new List<NamedPart>();
        foreach (var (opening, closing) in Quotes)
        {
            for (var at = text.IndexOf(opening, StringComparison.Ordinal); at >= 0 && at + 1 < text.Length;)
            {
                var end = text.IndexOf(closing, at + 1, StringComparison.Ordinal);
                var standsApart = at == 0 || !char.IsLetterOrDigit(text[at - 1]); // an apostrophe does not
                while (end >= 0 && closing is "'" or "’" && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])) end = text.IndexOf(closing, end + 1, StringComparison.Ordinal);
                if (end < 0) break;
                var span = new TextSpan(at + 1, end - at - 1);
                if (standsApart && span.Length is > 1 and <= 120 && !string.IsNullOrWhiteSpace(span.Of(text)) && !names.Any(name => name.Span.Meets(span)))
                    names.Add(new NamedPart(span.Of(text).Trim(), NameKind.Quoted, span));
                at = text.IndexOf(opening, standsApart ? end + 1 : at + 1, StringComparison.Ordinal);
            }
        }
        return names;
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
        if (known > 1 || (known == 1 && (isCued || !english.IsCommon(words[first].Text) || (words.Count == 1 && words[first].IsCapital)))) return known; // "Queen" alone
        var capitals = isTitleCase ? 0 : Capitals(words, first);
        if (isCued && capitals > 0 && (kind == NameKind.By || lexicon.At(words, first) is null)) return capitals;
        if (isCued) return Strangers(words, first);
        return capitals > 1 && first + capitals <= words.Count && Enumerable.Range(first, capitals).Any(at => !english.Contains(words[at].Text) && lexicon.At(words, at) is null) ? capitals : 0;
    }

    private static int Capitals(IReadOnlyList<QueryWord> words, int first)
    {
        var count = 0;
        for (var at = first; at < words.Count && (at == first || words[at].Continues); at++)
        {
            if (words[at].IsCapital) count = at - first + 1;
            else if (count == 0 || !Links.Contains(words[at].Text)) break;
        }
        return count;
    }

    // words that are not English: kevin macleod
    private int Strangers(IReadOnlyList<QueryWord> words, int first)
    {
        var at = first;
        while (at < words.Count && (at == first || words[at].Continues) && words[at].Text.Length > 1 && !english.IsCommon(words[at].Text) && lexicon.At(words, at) is null) at++;
        return at - first;
    }
}
