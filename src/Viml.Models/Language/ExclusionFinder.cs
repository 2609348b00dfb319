namespace Viml.Models.Language;

/// <summary>Finds what a request excludes: a cue such as "no" or "anything but", the thing behind it, and the rest of its list.</summary>
internal sealed class ExclusionFinder(MusicLexicon lexicon, EnglishWords english, ExclusionCues cues)
{
    private const int Reach = 16; // words of a clause that are looked through

    private static readonly HashSet<string> Exceptions =
        ["except", "except for", "excepting", "other than", "apart from", "aside from", "with the exception of"];
    private static readonly HashSet<string> Openers =
    [
        "and", "but", "or", "just", "please", "also", "then", "so", "yet", "really", "definitely", "absolutely", "ideally", "preferably",
    ];

    private readonly ExcludedObject _object = new(lexicon, english, cues);

    /// <summary>All exclusions, from left to right.</summary>
    public List<Exclusion> Find(IReadOnlyList<QueryWord> words)
    {
        var found = new List<Exclusion>();
        for (var at = 0; at < words.Count;)
            at = Seeming(words, at) ?? WithoutCue(words, at, found) ?? WithCue(words, at, found) ?? at + 1;
        return found;
    }

    // "no problem", and phrases of the lexicon with a cue in them: "non-intrusive", "up to no good"
    private int? Seeming(IReadOnlyList<QueryWord> words, int at)
    {
        if (cues.At(words, at) is { Effect: CueEffect.None } cue) return at + cue.Count;
        if (lexicon.At(words, at) is not { Count: > 1 } phrase) return null;
        return Enumerable.Range(at, phrase.Count).Any(inside => cues.At(words, inside) is not null) ? phrase.End : null;
    }

    /// <summary>"-drums", "drum-free", "drumless", "instrumental", "more folk than rock". Gives the index behind it.</summary>
    private int? WithoutCue(IReadOnlyList<QueryWord> words, int at, List<Exclusion> found)
    {
        var word = words[at];
        if (word.Break == WordBreak.Minus)
        {
            var end = lexicon.At(words, at)?.End ?? at + 1;
            var span = words.Span(at, end);
            var withSign = new TextSpan(span.Start - 1, span.Length + 1);
            return Add(found, new Exclusion(at, end, words.Text(at, end), ExclusionForce.Whole, withSign));
        }
        if (word.Text is "instrumental" or "instrumentals" && !words.IsAnyAt(at - 1, "non"))
        {
            found.Add(new Exclusion(at, at, "vocals", ExclusionForce.Whole, word.Span)); // and the word stays in the wanted text
            return at + 1;
        }
        var isFree = words.IsAnyAt(at + 1, "free") && words[at + 1].Break == WordBreak.Hyphen;
        if (isFree && lexicon.At(words, at) is { CanBeExcluded: true, Count: 1 })
            return Add(found, new Exclusion(at, at + 2, word.Text, ExclusionForce.Whole, words.Span(at, at + 2)));
        if (Lacked(word) is { } lacked)
            return Add(found, new Exclusion(at, at + 1, lacked, ExclusionForce.Whole, word.Span));
        if (word.Text == "than" && at + 1 < words.Count && lexicon.At(words, at + 1) is { CanBeExcluded: true } other
            && Compared(words, at) is { } force)
            return Add(found, _object.Exclude(words, at, at + 1, other.End, force));
        return null;
    }

    /// <summary>A cue with what it excludes. Gives the index behind it; null where the words exclude nothing.</summary>
    private int? WithCue(IReadOnlyList<QueryWord> words, int at, List<Exclusion> found)
    {
        if (cues.At(words, at) is not { } cue) return null;
        var behind = at + cue.Count;
        for (var inside = at + 1; inside < behind; inside++)
            if (cues.At(words, inside) is { Effect: CueEffect.None } only && inside + only.Count > behind)
                return inside + only.Count; // "with no name"

        var isException = found.Count > 0 && Exceptions.Contains(words.Text(at, behind)) && IsOneClause(words, found[^1].End, at);
        var (effect, start, isWeak) = _object.SkipFillers(words, behind, isException ? CueEffect.Want : cue.Effect);
        if (effect == CueEffect.Want)
            return start < words.Count ? Add(found, new Exclusion(at, start, null, ExclusionForce.Whole, words.Span(at, start))) : start;
        var force = effect == CueEffect.Lessen ? ExclusionForce.Less : isWeak ? ExclusionForce.Weak : ExclusionForce.Whole;
        var isQuality = effect == CueEffect.ExcludeQuality || isWeak;
        var isAboutMusic = OpensClause(words, at) || (cue.Count > 1 && words.IsAnyAt(behind - 1, "be", "sound", "feel", "get", "become"));
        var mayBeUnknown = isAboutMusic && words[at].Text != "never"; // what is never done is mostly a verb
        if (_object.End(words, start, isQuality, mayBeUnknown) is not { } end) return null;
        Add(found, _object.Exclude(words, at, start, end, force));
        foreach (var other in _object.List(words, start, end, force))
            Add(found, other);
        return found[^1].End;
    }

    /// <summary>Whether a cue begins a clause or stands in one that speaks about music: "a man with no name" excludes nothing.</summary>
    private bool OpensClause(IReadOnlyList<QueryWord> words, int cue)
    {
        if (cue == 0 || !words[cue].Continues || Openers.Contains(words[cue - 1].Text)) return true;
        for (var at = cue - 1; at >= Math.Max(0, cue - Reach); at--)
        {
            if (cues.MusicNouns.Contains(words[at].Text)) return true;
            if (lexicon.At(words, at) is { IsAboutMusic: true }) return true;
            if (words[at].Break >= WordBreak.Stop) break;
        }
        return false;
    }

    // drumless, lyricless
    private string? Lacked(QueryWord word)
    {
        if (word.Text.Length < 7 || !word.Text.EndsWith("less", StringComparison.Ordinal)) return null;
        var stem = word.Text[..^4];
        if (stem is "lyric" or "word" or "vocal") return "vocals";
        foreach (var form in new[] { stem, stem + "s" })
            if (lexicon.At([word with { Text = form }], 0) is { Tag: not null, IsQuality: false })
                return form;
        return null;
    }

    // "more folk than rock", "rather folk than rock"
    private static ExclusionForce? Compared(IReadOnlyList<QueryWord> words, int than)
    {
        for (var at = than - 1; at >= Math.Max(0, than - Reach) && words[at + 1].Continues; at--)
            if (words[at].Text is "more" or "rather")
                return words[at].Text == "more" ? ExclusionForce.Less : ExclusionForce.Whole;
        return null;
    }

    private static bool IsOneClause(IReadOnlyList<QueryWord> words, int from, int to)
    {
        for (var at = from; at <= to; at++)
            if (words[at].Break == WordBreak.Stop)
                return false;
        return true;
    }

    private static int Add(List<Exclusion> found, Exclusion exclusion)
    {
        found.Add(exclusion);
        return exclusion.End;
    }
}
