using System.Globalization;
using Viml.Corpus.Latents;

namespace Viml.Corpus.Descriptions;

/// <summary>What one listener noticed of a piece and the words that came to mind: a random part of what is true of it.</summary>
internal sealed class Facts
{
    private readonly PieceLatents _piece;
    private readonly RandomStream _random;
    private readonly Lexicon _lexicon = Lexicon.Default;
    private readonly HashSet<string> _mentions = [];

    public Facts(PieceLatents piece, RandomStream random)
    {
        (_piece, _random) = (piece, random);
        NoticeMoods();
        NoticeGenre();
        NoticeInstruments();
        NoticeTempo();
        NoticeTexture();
        NoticeUse();
    }

    /// <summary>Words that stand before a noun: moods and energy.</summary>
    public List<string> Adjectives { get; } = [];

    /// <summary>What follows "with": "a dark edge".</summary>
    public List<string> Phrases { get; } = [];

    /// <summary>"jazzy"; always there, so that a pattern can fall back on it.</summary>
    public string GenreModifier { get; private set; } = "";

    /// <summary>"swing number"; may be the name of the style.</summary>
    public string GenreName { get; private set; } = "";

    /// <summary>Whether the listener would name the genre at all.</summary>
    public bool NamesGenre { get; private set; }

    /// <summary>Names of instruments, without article.</summary>
    public List<string> Instruments { get; } = [];

    /// <summary>"fast", "at a slow pace", "120 bpm"; null where the listener did not care.</summary>
    public string? Tempo { get; private set; }

    /// <summary>What only stands in lists: "in a minor key", "builds up", "no vocals".</summary>
    public List<string> Asides { get; } = [];

    /// <summary>"road trip"; null for none.</summary>
    public string? Use { get; private set; }

    /// <summary>The tags of the vocabulary that the words chosen so far speak of. A word that a pattern leaves out still counts.</summary>
    public IReadOnlyCollection<string> Mentions => _mentions;

    private void NoticeMoods()
    {
        foreach (var (mood, index) in _piece.Moods.Select((mood, index) => (mood, index)))
        {
            var words = _lexicon.Moods[mood];
            if (_random.Chance(index == 0 ? 0.8 : 0.55))
                Say(mood, Adjectives, OwnNameOr(mood, words.Adjectives));
            if (_random.Chance(0.3))
                Say(mood, Phrases, _random.Pick(words.Phrases));
        }
        if (Adjectives.Count == 0) // something must be said about the feeling, else it would be a list of parts
            Say(_piece.Moods[0], Adjectives, _random.Pick(_lexicon.Moods[_piece.Moods[0]].Adjectives));
        if (!_random.Chance(0.22))
            return;
        var place = _random.Below(Adjectives.Count + 1);
        var energy = _random.Pick(
            _piece.Arousal > 0.35 ? _lexicon.EnergyHigh : _piece.Arousal < -0.35 ? _lexicon.EnergyLow : _lexicon.EnergyMid);
        if (!Adjectives.Contains(energy))
            Adjectives.Insert(place, energy);
    }

    private void NoticeGenre()
    {
        var words = _lexicon.Genres[_piece.Genre];
        NamesGenre = _random.Chance(0.62);
        GenreModifier = OwnNameOr(_piece.Genre, words.Modifiers);
        GenreName = _random.Pick(words.Names);
        if (_random.Chance(0.4))
            GenreName = _random.Pick(_lexicon.Styles.GetValueOrDefault(_piece.Style, [_piece.Style]));
        _mentions.Add(_piece.Genre);
    }

    private void NoticeInstruments()
    {
        var instruments = _piece.Instruments.ToArray();
        _random.Shuffle<string>(instruments);
        if (instruments.Length == 1 && _random.Chance(0.5))
            Say(instruments[0], Instruments, _random.Pick(_lexicon.Solo).Replace("{i}", InstrumentName(instruments[0])));
        else if (instruments.Length == 2 && _random.Chance(0.35))
        {
            var names = instruments.Select(InstrumentName).ToArray();
            if (names[0] == names[1]) // both by the same general name
                names = [.. instruments.Select(instrument => _lexicon.Instruments[instrument].Names[0])];
            _mentions.Add(instruments[1]);
            Say(instruments[0], Instruments, _random.Pick(_lexicon.Duo).Replace("{i}", names[0]).Replace("{j}", names[1]));
        }
        else
        {
            var most = _random.PickWeighted([0.08, 0.34, 0.33, 0.17, 0.08]);
            foreach (var instrument in instruments.Take(most))
                if (InstrumentName(instrument) is var name && !Instruments.Contains(name))
                    Say(instrument, Instruments, name);
            if (instruments.Length >= 4 && _random.Chance(0.12))
                Asides.Add(_random.Pick(_lexicon.Band));
        }
    }

    private void NoticeTempo()
    {
        if (!_random.Chance(0.42))
            return;
        Tempo = _random.Chance(0.12)
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(_piece.TempoBpm / 5) * 5} bpm")
            : _random.Pick(_lexicon.Tempo.First(range => _piece.TempoBpm < range.Below).Words);
    }

    private void NoticeTexture()
    {
        Maybe(0.10, _piece.IsMajor, _lexicon.Major);
        Maybe(0.14, !_piece.IsMajor, _lexicon.Minor);
        Maybe(0.35, _piece.BeatsPerBar == 3 && !_piece.IsCompound, _lexicon.Waltz);
        Maybe(0.25, _piece.IsCompound, _lexicon.Compound);
        Maybe(0.15, _piece.Loudness > 0.72, _lexicon.Loud);
        Maybe(0.20, _piece.Loudness < 0.32, _lexicon.Quiet);
        Maybe(0.15, _piece.Brightness > 0.66, _lexicon.Bright);
        Maybe(0.15, _piece.Brightness < 0.33, _lexicon.Dull);
        Maybe(0.20, _piece.Density < 0.33, _lexicon.Sparse);
        Maybe(0.12, _piece.Density > 0.7, _lexicon.Busy);
        Maybe(0.12, _piece.Articulation > 0.7, _lexicon.Staccato);
        Maybe(0.12, _piece.Articulation < 0.3, _lexicon.Legato);
        Maybe(0.20, _piece.Rubato > 0.1, _lexicon.Free);
        Maybe(0.20, _piece.Sections.Any(section => section.Kind == SectionKind.Climax), _lexicon.Build);
        Maybe(0.08, !_piece.Instruments.Contains("voice"), _lexicon.Instrumental);
    }

    private void NoticeUse()
    {
        var uses = _lexicon.Uses.Where(use => use.Suits(_piece.Genre, _piece.Valence, _piece.Arousal)).ToList();
        if (uses.Count > 0 && _random.Chance(0.3))
            Use = _random.Pick(_random.Pick(uses).Use);
    }

    private void Maybe(double probability, bool isTrue, string[] words)
    {
        if (_random.Chance(probability) && isTrue)
            Asides.Add(_random.Pick(words));
    }

    private void Say(string tag, List<string> words, string word)
    {
        _mentions.Add(tag);
        if (!words.Contains(word))
            words.Add(word);
    }

    // The plainest word (the first) is also the commonest.
    private string OwnNameOr(string tag, string[] words) => _random.Chance(0.22) && tag.Length > 0 ? words[0] : _random.Pick(words);

    private string InstrumentName(string tag)
    {
        var words = _lexicon.Instruments[tag];
        return words.General.Length > 0 && _random.Chance(0.14) ? _random.Pick(words.General)
            : _random.Chance(0.35) ? words.Names[0]
            : _random.Pick(words.Names);
    }
}
