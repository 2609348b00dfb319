namespace Viml.Models.Language;

/// <summary>What a cue makes of the words behind it.</summary>
internal enum CueEffect
{
    /// <summary>They are not wanted: "no", "without", "anything but".</summary>
    Exclude,

    /// <summary>The next quality is not wanted, what follows it is: "not sad piano".</summary>
    ExcludeQuality,

    /// <summary>They are wanted less: "less", "fewer".</summary>
    Lessen,

    /// <summary>They are wanted after all: "not without", "nothing but", "don't forget".</summary>
    Want,

    /// <summary>Nothing; it only looks like an exclusion: "no one", "not only", "can't stop".</summary>
    None,
}

/// <summary>
/// The phrases that say what music should do without, and those that only look so, read from <c>exclusion-cues.json</c>. Immutable.
/// </summary>
internal sealed class ExclusionCues
{
    private static readonly Lazy<ExclusionCues> Embedded = new(() =>
        EmbeddedFiles.ReadJson("exclusion-cues.json", json => new ExclusionCues(json)));

    private readonly Dictionary<string, CueEffect> _phrases = [];
    private readonly int _longest;

    private ExclusionCues(StrictJson json)
    {
        json.Text("note");
        foreach (var phrase in json.Texts("exclude")) _phrases[phrase] = CueEffect.Exclude;
        foreach (var phrase in json.Texts("quality")) _phrases[phrase] = CueEffect.ExcludeQuality;
        foreach (var phrase in json.Texts("lessen")) _phrases[phrase] = CueEffect.Lessen;
        foreach (var phrase in json.Texts("want")) _phrases[phrase] = CueEffect.Want;
        var (wishes, omissions) = (json.Texts("wishes"), json.Texts("omissions"));
        foreach (var negation in json.Texts("negations"))
        {
            foreach (var wish in wishes) _phrases[$"{negation} {wish}"] = CueEffect.Exclude;
            foreach (var omission in omissions) _phrases[$"{negation} {omission}"] = CueEffect.Want;
        }
        foreach (var phrase in json.Texts("none"))
            _phrases[phrase] = CueEffect.None;
        Fillers = [.. json.Texts("fillers")];
        Weakening = [.. json.Texts("weakening")];
        Ends = [.. json.Texts("ends")];
        MusicNouns = [.. json.Texts("music")];
        _longest = _phrases.Keys.Max(phrase => phrase.Count(letter => letter == ' ') + 1);
    }

    /// <summary>The cues that come with the program.</summary>
    public static ExclusionCues Default => Embedded.Value;

    /// <summary>Words between a cue and what it excludes: "no more of the drums".</summary>
    public HashSet<string> Fillers { get; }

    /// <summary>Those of them that make it weaker: music that is "not too fast" may be rather fast.</summary>
    public HashSet<string> Weakening { get; }

    /// <summary>Words at which what is excluded ends.</summary>
    public HashSet<string> Ends { get; }

    /// <summary>Words for the thing that is looked for.</summary>
    public HashSet<string> MusicNouns { get; }

    /// <summary>The longest cue that begins at a word, and its number of words; null where there is none.</summary>
    public (CueEffect Effect, int Count)? At(IReadOnlyList<QueryWord> words, int first)
    {
        (CueEffect, int)? found = null;
        var key = words[first].Text;
        for (var count = 1; count <= _longest; count++)
        {
            if (_phrases.TryGetValue(key, out var effect)) found = (effect, count);
            if (first + count == words.Count || words[first + count].Break > WordBreak.Slash) break;
            key = $"{key} {words[first + count].Text}";
        }
        return found;
    }
}
