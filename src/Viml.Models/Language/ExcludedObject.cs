namespace Viml.Models.Language;

/// <summary>Finds what stands behind a cue: the excluded thing and the other things of the same list.</summary>
internal sealed class ExcludedObject(MusicLexicon lexicon, EnglishWords english, ExclusionCues cues)
{
    private const int Longest = 16; // words of a list

    /// <summary>
    /// Goes on behind articles and the like. A second negation among them turns the meaning round, except "no" itself: "don't want no
    /// drums".
    /// </summary>
    public (CueEffect Effect, int At, bool IsWeak) SkipFillers(IReadOnlyList<QueryWord> words, int at, CueEffect effect)
    {
        var isWeak = false;
        while (words.GoesOnAt(at))
        {
            var isFiller = cues.Fillers.Contains(words[at].Text);
            if (lexicon.At(words, at) is { } match && (match.Count > 1 || !isFiller)) break; // "sound effects"
            if (cues.At(words, at) is { Effect: CueEffect.Exclude or CueEffect.ExcludeQuality } second)
            {
                if (words[at].Text is not ("no" or "none")) effect = effect == CueEffect.Want ? CueEffect.Exclude : CueEffect.Want;
                at += second.Count;
                continue;
            }
            if (!isFiller) break;
            isWeak |= cues.Weakening.Contains(words[at].Text);
            at++;
        }
        return (effect, at, isWeak);
    }

    /// <summary>Where the excluded thing ends; null where nothing that begins at <paramref name="start"/> can be excluded.</summary>
    /// <param name="words">The words of the text.</param>
    /// <param name="start">The first word behind cue and fillers.</param>
    /// <param name="isQuality">Whether only a quality is meant: "not sad piano" is piano.</param>
    /// <param name="isAboutMusic">Whether the words around are about music, so that it may be an unknown word, a place or a scene.</param>
    public int? End(IReadOnlyList<QueryWord> words, int start, bool isQuality, bool isAboutMusic)
    {
        if (!words.GoesOnAt(start)) return null;
        if (lexicon.At(words, start) is { } match)
            return match.CanBeExcluded || isAboutMusic ? EndOfMatch(words, match, isQuality) : null;

        var word = words[start].Text;
        var isContent = !cues.Ends.Contains(word) && !FunctionWords.English.Contains(word) && !word.All(char.IsDigit);
        if (!isContent || !isAboutMusic || (isQuality && !english.Contains(word))) return null;
        return !isQuality && words.GoesOnAt(start + 1) && lexicon.At(words, start + 1) is { CanBeExcluded: true } noun
            ? EndOfMatch(words, noun, isQuality)
            : WithMusicNoun(words, start + 1);
    }

    /// <summary>The other things of a list: "no drums or bass", "no drums, bass or guitar", "without drums and vocals".</summary>
    /// <param name="words">The words of the text.</param>
    /// <param name="start">Where the first thing begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="force">How strongly it is excluded.</param>
    public IEnumerable<Exclusion> List(IReadOnlyList<QueryWord> words, int start, int end, ExclusionForce force)
    {
        while (end < words.Count)
        {
            var before = lexicon.At(words, start)?.IsQuality;
            var isWord = words.IsAnyAt(end, "or", "nor", "and") && words[end].Break < WordBreak.Stop;
            var item = isWord ? end + 1 : end;
            var isJoined = isWord || words[end].Break == WordBreak.Slash
                || (words[end].Break == WordBreak.Comma && GoesOn(words, end, before));
            if (!isJoined || Item(words, ref item, before, words.IsAnyAt(end, "or", "nor")) is not { } last) yield break;
            yield return Exclude(words, end, item, last, force);
            (start, end) = (item, last);
        }
    }

    /// <summary>Makes an exclusion of the words from <paramref name="start"/> on; "not instrumental" is a wish for vocals.</summary>
    public Exclusion Exclude(IReadOnlyList<QueryWord> words, int first, int start, int end, ExclusionForce force)
    {
        var last = end;
        while (last - start > 1 && FunctionWords.MusicNouns.Contains(words[last - 1].Text)) last--; // "jazz music" is jazz
        var text = words.Text(start, last);
        return text is "instrumental" or "instrumentals"
            ? new Exclusion(first, end, null, force, words.Span(first, end), "vocals")
            : new Exclusion(first, end, text, force, words.Span(first, end));
    }

    // "sad piano music": qualities, then what has them, then a word for music
    private int EndOfMatch(IReadOnlyList<QueryWord> words, LexiconMatch match, bool isQuality)
    {
        while (!isQuality && match.IsQuality && words.GoesOnAt(match.End) && lexicon.At(words, match.End) is { CanBeExcluded: true } next)
            match = next;
        return WithMusicNoun(words, match.End);
    }

    private int WithMusicNoun(IReadOnlyList<QueryWord> words, int end)
    {
        var isNoun = words.GoesOnAt(end) && FunctionWords.MusicNouns.Contains(words[end].Text);
        return isNoun && lexicon.At(words, end) is null or { Count: 1 } ? end + 1 : end;
    }

    // an item of a list is known, of the same sort as the one before, and not the beginning of something else
    private int? Item(IReadOnlyList<QueryWord> words, ref int at, bool? isQuality, bool mayVary)
    {
        while (words.IsAnyAt(at, "any", "the", "a", "an", "too", "other")) at++;
        if (at >= words.Count || lexicon.At(words, at) is not { CanBeExcluded: true } match) return null;
        if (mayVary) return EndOfMatch(words, match, false);
        if (isQuality is { } before && before != match.IsQuality) return null;
        var end = WithMusicNoun(words, match.End);
        var isWhole = end == words.Count || words[end].Break >= WordBreak.Slash || cues.Ends.Contains(words[end].Text);
        return isWhole || cues.At(words, end) is not null ? end : null;
    }

    // behind a comma only where an "or" comes: "no drums, bass or guitar", and not "no drums, piano and strings"
    private bool GoesOn(IReadOnlyList<QueryWord> words, int at, bool? isQuality)
    {
        for (var last = at + Longest; at < Math.Min(last, words.Count) && words[at].Break == WordBreak.Comma;)
        {
            if (words.IsAnyAt(at, "or", "nor")) return true;
            if (Item(words, ref at, isQuality, false) is not { } end) return false;
            if (words.IsAnyAt(end, "or", "nor")) return true;
            at = end;
        }
        return false;
    }
}
