using Viml.Corpus.Arrangement;
using Viml.Corpus.Genres;
using Viml.Corpus.Latents;

namespace Viml.Corpus.Composing;

/// <summary>Writes the score of a piece from its latents. The same latents give the same score. Thread-safe.</summary>
internal static class Composer
{
    /// <summary>The score; every part of the plan sounds at least in the section of most energy.</summary>
    public static Score Compose(PieceLatents latents)
    {
        var style = Genre.All.First(genre => genre.Name == latents.Genre).Styles.First(style => style.Name == latents.Style);
        var random = new RandomStream(latents.Seed).Fork("score");
        var scale = latents.IsMajor ? style.MajorScale : style.MinorScale;
        var progressions = latents.IsMajor ? style.Major : style.Minor;
        var home = Progression.Parse(random.Pick(progressions), latents.Key, latents.IsMajor, style.Harmony);
        var away = Progression.Parse(random.Pick(progressions), latents.Key, latents.IsMajor, style.Harmony);
        var theme = new Theme(latents, latents.Parts.Count <= 2, random.Fork("theme"));
        var layers = new Layers(latents, random.Fork("layers"));
        var bass = random.Pick(style.Basses);

        var parts = new List<ScorePart>();
        for (var i = 0; i < latents.Parts.Count; i++)
        {
            var plan = latents.Parts[i];
            var voice = VoiceCatalog.Of(plan.Voice);
            var mine = random.Fork($"part {i}");
            var player = new PartWriter(plan, voice, style, bass, theme, mine);
            var notes = new List<Note>();
            foreach (var section in latents.Sections)
            {
                if (!layers.Plays(i, section)) continue;
                var chords = section.Kind is SectionKind.B ? away : home;
                notes.AddRange(player.Write(new Passage(latents, style, section, scale, chords, voice, voice.Low, voice.High)));
            }
            var played = Performance.Play(notes, voice, latents, style.Swing, style.Looseness, mine.Fork("performance"));
            parts.Add(new ScorePart(plan, voice, mine.Pick(voice.Patches), played));
        }
        return new Score(latents, parts);
    }
}

/// <summary>The melodies of a piece: one for its main sections and one for the contrasting ones.</summary>
internal sealed class Theme
{
    private readonly MelodyWriter _main;
    private readonly MelodyWriter _contrast;
    private readonly RandomStream _random;

    public Theme(PieceLatents latents, bool continuous, RandomStream random)
    {
        _main = new MelodyWriter(latents, latents.Density, continuous, random.Fork("main"));
        _contrast = new MelodyWriter(latents, latents.Density * 0.8, continuous, random.Fork("contrast"));
        _random = random;
    }

    /// <summary>The melody of a section; the same for every voice that asks with the same range.</summary>
    public List<Note> Write(Passage passage)
    {
        var melody = passage.Section.Kind == SectionKind.B ? _contrast : _main;
        return melody.Write(passage, _random.Fork($"section {passage.Section.StartBeat}"));
    }
}

/// <summary>Which parts play in which sections: the fewer the energy, the fewer the layers.</summary>
internal sealed class Layers
{
    private readonly PieceLatents _latents;
    private readonly double[] _thresholds;
    private readonly SectionPlan _fullest;

    public Layers(PieceLatents latents, RandomStream random)
    {
        _latents = latents;
        _thresholds = [.. latents.Parts.Select(part => Threshold(part.Role) + random.Between(-0.12, 0.12))];
        _fullest = latents.Sections.MaxBy(section => section.Energy)!;
    }

    /// <summary>Whether part number <paramref name="part"/> plays in the section.</summary>
    public bool Plays(int part, SectionPlan section)
    {
        // One or two players have nobody to wait for; where everybody would rest, the easiest to enter plays.
        if (_latents.Parts.Count <= 2 || section == _fullest || section.Energy >= _thresholds[part]) return true;
        return _thresholds.Min() > section.Energy && _thresholds[part] == _thresholds.Min();
    }

    private static double Threshold(Role role) => role switch
    {
        Role.Chords or Role.Pad or Role.Solo => 0.2,
        Role.Arpeggio => 0.3,
        Role.Drums or Role.Bass => 0.4,
        Role.Percussion or Role.Lead => 0.48,
        _ => 0.6,
    };
}
