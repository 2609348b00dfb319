namespace Viml.Models.Language;

/// <summary>Finds what a request excludes: a cue such as "no" or "anything but", the thing behind it, and the other things of the same list.</summary>
internal sealed class ExclusionFinder(MusicLexicon lexicon, EnglishWords english, ExclusionCues cues)
{
    private const int Reach = 16; // words that a clause or a list is looked through

    private static readonly string[] Exceptions = ["except", "except for", "excepting", "other than", "apart from", "aside from", "with the exception of"];
    private static readonly string[] Openers = ["and", "but", "or", "just", "please", "also", "then", "definitely", "absolutely", "ideally", "really", "preferably", "so", "yet"];

    /// <summary>All exclusions, from left to right.</summary>
    public List<Exclusion> Find(IReadOnlyList<QueryWord> words)
    {
        var found = new List<Exclusion>();
        for (var at = 0; at < words.Count;)
        {
            at = Apart(words, at, found) ?? Cued(words, at, found) ?? at + 1;
        }
        return found;
    }

    /// <summary>What needs no cue: "-drums", "drum-free", "drumless", "instrumental", "more folk than rock".</summary>
    private int? Apart(IReadOnlyList<QueryWord> words, int at, List<Exclusion> found)
    {
        if (cues.At(words, at) is { Effect: CueEffect.None }) return null; // royalty-free
        var word = words[at];
        var match = lexicon.At(words, at);
        if (word.Break == WordBreak.Minus)
            return Add(words, found, at, at, match?.End ?? at + 1, ExclusionForce.Whole, signs: 1);
        if (word.Text is "instrumental" or "instrumentals" && (at == 0 || words[at - 1].Text != "non"))
        {
            found.Add(new Exclusion(at, at, "vocals", ExclusionForce.Whole, word.Span)); // and the word stays in the wanted text
            return at + 1;
        }
        if (match is { CanBeExcluded: true, Count: 1 } && at + 1 < words.Count && words[at + 1] is { Text: "free", Break: WordBreak.Hyphen })
            return Add(words, found, at, at, at + 2, ExclusionForce.Whole, word.Text);
        if (word.Text.Length >= 7 && word.Text.EndsWith("less", StringComparison.Ordinal) && Lacked(word) is { } lacked)
            return Add(words, found, at, at, at + 1, ExclusionForce.Whole, lacked);
        if (word.Text == "than" && at + 1 < words.Count && lexicon.At(words, at + 1) is { CanBeExcluded: true } other && Compared(words, at) is { } force)
            return Add(words, found, at, at + 1, other.End, force);
        return null;
    }

    private int? Cued(IReadOnlyList<QueryWord> words, int at, List<Exclusion> found)
    {
        if (cues.At(words, at) is not { } cue) return null;
        var behind = at + cue.Count;
        if (cue.Effect == CueEffect.None) return behind;
        for (var inside = at + 1; inside < behind; inside++)
            if (cues.At(words, inside) is { Effect: CueEffect.None } only && inside + only.Count > behind)
                return inside + only.Count; // "with no name"
        var isException = found.Count > 0 && Exceptions.Contains(Text(words, at, behind)) && SameClause(words, found[^1].End, at);
        var (effect, start, isWeak) = SkipFillers(words, behind, isException ? CueEffect.Want : cue.Effect);
        if (effect == CueEffect.Want)
        {
            if (start < words.Count) found.Add(new Exclusion(at, start, null, ExclusionForce.Whole, Span(words, at, start)));
            return start;
        }
        var force = effect == CueEffect.Lessen ? ExclusionForce.Less : isWeak ? ExclusionForce.Weak : ExclusionForce.Whole;
        var isQuality = effect == CueEffect.ExcludeQuality || isWeak;
        var isPlain = cue.Count > 1 && words[behind - 1].Text is "be" or "sound" or "feel" or "get" or "become"; // "should not sound cheesy" is about the music
        if (EndOfObject(words, start, isQuality, isPlain || OpensClause(words, at)) is not { } end) return null;
        Add(words, found, at, start, end, force);
        return AddList(words, found, start, end, force);
    }

    /// <summary>Goes on behind articles and the like. A second negation among them turns the meaning round, except "any" and "no" ("don't want no drums").</summary>
    private (CueEffect Effect, int At, bool IsWeak) SkipFillers(IReadOnlyList<QueryWord> words, int at, CueEffect effect)
    {
        var isWeak = false;
        while (at < words.Count && words[at].Continues)
        {
            var isPhrase = lexicon.At(words, at) is { } match && (match.Count > 1 || !cues.Fillers.Contains(words[at].Text));
            if (!isPhrase && cues.At(words, at) is { Effect: CueEffect.Exclude or CueEffect.ExcludeQuality } second)
            {
                if (words[at].Text is not ("no" or "none")) effect = effect == CueEffect.Want ? CueEffect.Exclude : CueEffect.Want;
                at += second.Count;
            }
            else if (!isPhrase && cues.Fillers.Contains(words[at].Text))
            {
                isWeak |= cues.Weakening.Contains(words[at].Text);
                at++;
            }
            else break;
        }
        return (effect, at, isWeak);
    }

    /// <summary>Where the excluded thing ends; null where nothing behind the cue can be excluded.</summary>
    private int? EndOfObject(IReadOnlyList<QueryWord> words, int start, bool isQuality, bool isAboutMusic)
    {
        if (start >= words.Count || !words[start].Continues) return null;
        var match = lexicon.At(words, start);
        if (match is null)
        {
            var word = words[start].Text;
            if (cues.Ends.Contains(word) || FunctionWords.English.Contains(word) || word.All(char.IsDigit) || !isAboutMusic) return null;
            if (isQuality && !english.Contains(word)) return null;
            var hasNoun = !isQuality && start + 1 < words.Count && words[start + 1].Continues && lexicon.At(words, start + 1) is { CanBeExcluded: true };
            return hasNoun ? EndOfMatch(words, lexicon.At(words, start + 1)!.Value, isQuality) : WithMusicNoun(words, start + 1);
        }
        if (!match.Value.CanBeExcluded && !isAboutMusic) return null;
        return EndOfMatch(words, match.Value, isQuality);
    }

    // "sad piano music": qualities, then what has them, then a word for music
    private int EndOfMatch(IReadOnlyList<QueryWord> words, LexiconMatch match, bool isQuality)
    {
        while (!isQuality && match.IsQuality && match.End < words.Count && words[match.End].Continues && lexicon.At(words, match.End) is { CanBeExcluded: true } next)
            match = next;
        return WithMusicNoun(words, match.End);
    }

    private int WithMusicNoun(IReadOnlyList<QueryWord> words, int end) =>
        end < words.Count && words[end].Continues && FunctionWords.MusicNouns.Contains(words[end].Text) && lexicon.At(words, end) is null or { Count: 1 } ? end + 1 : end;

    /// <summary>The other things of a list: "no drums or bass", "no drums, bass or guitar", "without drums and vocals". Gives the index behind the last.</summary>
    private int AddList(IReadOnlyList<QueryWord> words, List<Exclusion> found, int start, int end, ExclusionForce force)
    {
        while (end < words.Count)
        {
            var isQuality = lexicon.At(words, start)?.IsQuality;
            var next = Joins(words, end, out var item) ? Item(words, item, isQuality, words[end].Text is "or" or "nor") : null;
            if (next is null && words[end].Break == WordBreak.Comma && ListGoesOn(words, end, isQuality)) (item, next) = (end, Item(words, end, isQuality, false));
            if (next is not { } last) return end;
            Add(words, found, end, item, last, force);
            (start, end) = (item, last);
        }
        return end;
    }

    private static bool Joins(IReadOnlyList<QueryWord> words, int at, out int item)
    {
        var isWord = words[at].Text is "or" or "nor" or "and" && words[at].Break < WordBreak.Stop;
        item = isWord ? at + 1 : at;
        return item < words.Count && (isWord || words[at].Break == WordBreak.Slash);
    }

    // an item of a list is known, of the same sort as the one before, and not the beginning of something else
    private int? Item(IReadOnlyList<QueryWord> words, int at, bool? isQuality, bool mayVary)
    {
        while (at < words.Count && words[at].Text is "any" or "the" or "a" or "an" or "too" or "other") at++;
        if (at >= words.Count || lexicon.At(words, at) is not { CanBeExcluded: true } match) return null;
        if (!mayVary && isQuality is { } before && before != match.IsQuality) return null;
        var end = mayVary ? EndOfMatch(words, match, false) : WithMusicNoun(words, match.End);
        var isWhole = end == words.Count || words[end].Break >= WordBreak.Slash || cues.Ends.Contains(words[end].Text) || cues.At(words, end) is not null;
        return isWhole || mayVary ? end : null;
    }

    // behind a comma only where an "or" comes: "no drums, bass or guitar", and not "no drums, piano and strings"
    private bool ListGoesOn(IReadOnlyList<QueryWord> words, int at, bool? isQuality)
    {
        for (var last = at + Reach; at < Math.Min(last, words.Count) && words[at].Break == WordBreak.Comma;)
        {
            if (words[at].Text is "or" or "nor") return true;
            if (Item(words, at, isQuality, false) is not { } end) return false;
            if (end < words.Count && words[end].Text is "or" or "nor") return true;
            at = end;
        }
        return false;
    }

    /// <summary>Whether a cue begins a clause or stands in one that speaks about music: "a man with no name" excludes nothing.</summary>
    private bool OpensClause(IReadOnlyList<QueryWord> words, int cue)
    {
        if (cue == 0 || words[cue].Break >= WordBreak.Comma || Openers.Contains(words[cue - 1].Text)) return true;
        for (var at = cue - 1; at >= Math.Max(0, cue - Reach); at--)
        {
            if (cues.MusicNouns.Contains(words[at].Text)) return true;
            if (lexicon.At(words, at) is { Association: null } or { Association.Kind: AssociationKind.Style or AssociationKind.Sound or AssociationKind.Artist }) return true;
            if (words[at].Break >= WordBreak.Stop) break;
        }
        return false;
    }

    private string? Lacked(QueryWord word)
    {
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

    private static bool SameClause(IReadOnlyList<QueryWord> words, int from, int to) => Enumerable.Range(from, to - from + 1).All(at => words[at].Break < WordBreak.Stop);

    private static int Add(IReadOnlyList<QueryWord> words, List<Exclusion> found, int first, int start, int end, ExclusionForce force, string? name = null, int signs = 0)
    {
        var last = end;
        while (last - start > 1 && FunctionWords.MusicNouns.Contains(words[last - 1].Text)) last--; // "jazz music" is jazz
        var text = name ?? Text(words, start, last);
        var isCalledOff = text is "instrumental" or "instrumentals";
        var span = Span(words, first, end);
        found.Add(new Exclusion(first, end, isCalledOff ? null : text, force, new TextSpan(span.Start - signs, span.Length + signs), isCalledOff ? "vocals" : ""));
        return end;
    }

    private static string Text(IReadOnlyList<QueryWord> words, int first, int end) => string.Join(' ', Enumerable.Range(first, end - first).Select(at => words[at].Text));

    private static TextSpan Span(IReadOnlyList<QueryWord> words, int first, int end) => TextSpan.Over(words[first].Span, words[end - 1].Span);
}
