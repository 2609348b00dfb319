using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Film scoring: tension, wonder, action, tenderness.</summary>
internal sealed class Soundtrack : Genre
{
    public override string Name => "soundtrack";

    public override double Weight => 1.4;

    public override IReadOnlyList<string> Moods { get; } =
    [
        "suspenseful", "dramatic", "mysterious", "emotional", "epic", "dark", "action", "inspiring", "dreamy", "serious",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "tension", Weight = 1.2, Tempo = (60, 140),
            MajorTendency = 0.08, MinorScale = Scales.HarmonicMinor, Minor = ["i i bII bII", "i VI i bII", "i iv bII V"], BarsPerChord = 2,
            Basses = [BassLine.Pulse, BassLine.Eighths, BassLine.Held], Compings = [Comping.Whole, Comping.Beats, Comping.Chug],
            Grooves = [Grooves.Cinematic, Grooves.CinematicSlow],
            Loudness = 0.5, Brightness = 0.3, Looseness = 0.3,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Pad, 1, "tremolo strings", "atmosphere", "string ensemble", "synth strings"),
                    new Seat(Role.Bass, 0.9, "cellos and basses", "synth bass", "bowed double bass"),
                    new Seat(Role.Chords, 0.5, "pizzicato strings", "brass section", "string ensemble"),
                    new Seat(Role.Percussion, 0.6, "orchestral drums", "timpani"),
                    new Seat(Role.Lead, 0.4, "french horn", "solo cello", "choir", "oboe"),
                    new Seat(Role.Arpeggio, 0.4, "piano", "marimba", "synth pluck")),
                new Ensemble(0.8, new Seat(Role.Pad, 1, "tremolo strings", "atmosphere"), new Seat(Role.Bass, 0.6, "bowed double bass")),
                Ensembles.StringOrchestra(1),
            ],
        },
        new Style
        {
            Name = "emotional piano", Tempo = (56, 92),
            Rubato = 0.1, Compings = [Comping.Broken, Comping.Whole], Basses = [BassLine.Held], Loudness = 0.35, Looseness = 0.7,
            Articulation = 0.1,
            Ensembles =
            [
                Ensembles.Solo(1.2, "piano"),
                new Ensemble(2, new Seat(Role.Solo, 1, "piano", "harp", "piano"),
                    new Seat(Role.Pad, 0.8, "string ensemble", "synth strings", "pad"),
                    new Seat(Role.Counter, 0.6, "solo cello", "solo violin", "violas"), new Seat(Role.Bass, 0.3, "cellos and basses")),
            ],
        },
        new Style
        {
            Name = "action", Tempo = (110, 165),
            MajorTendency = 0.2, Minor = ["i VI III VII", "i i VI VII", "i bII i V"], Basses = [BassLine.Eighths, BassLine.Pulse],
            Compings = [Comping.Chug, Comping.Stabs], Grooves = [Grooves.Cinematic, Grooves.RockDriving, Grooves.Breakbeat],
            Loudness = 0.9, Density = 0.75, Looseness = 0.2,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 0.9, "power kit", "electronic kit"),
                    new Seat(Role.Bass, 1, "cellos and basses", "synth bass"),
                    new Seat(Role.Chords, 1, "string ensemble", "brass section"), new Seat(Role.Lead, 0.8, "horns", "violins", "trumpet"),
                    new Seat(Role.Pad, 0.6, "choir", "synth strings"), new Seat(Role.Arpeggio, 0.5, "violas", "synth pluck")),
            ],
        },
        new Style
        {
            Name = "wonder", Tempo = (64, 112),
            MajorTendency = 0.8, MajorScale = Scales.Lydian, Basses = [BassLine.Held], Compings = [Comping.Broken, Comping.Whole],
            Loudness = 0.4, Brightness = 0.75, Looseness = 0.5,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Arpeggio, 1, "celesta", "harp", "glockenspiel", "music box", "crystal"),
                    new Seat(Role.Pad, 1, "string ensemble", "choir", "pad"),
                    new Seat(Role.Lead, 0.7, "flute", "french horn", "solo voice", "violins"),
                    new Seat(Role.Bass, 0.5, "cellos and basses")),
                Ensembles.Solo(0.7, "music box", "celesta", "harp", "glockenspiel", "choir", "humming voices"),
            ],
        },
    ];
}
