using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Orchestral writing outside the concert hall: epic, playful, lyrical.</summary>
internal sealed class Orchestral : Genre
{
    public override string Name => "orchestral";

    public override double Weight => 1.5;

    public override IReadOnlyList<string> Moods { get; } =
    [
        "epic", "dramatic", "powerful", "inspiring", "uplifting", "emotional", "suspenseful", "hopeful", "romantic", "playful",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "epic", Weight = 1.2, Tempo = (70, 150),
            MajorTendency = 0.35, Minor = ["i VI III VII", "i VI iv V", "i bVII VI VII"],
            Basses = [BassLine.Pulse, BassLine.Eighths, BassLine.Held], Compings = [Comping.Beats, Comping.Chug, Comping.Whole],
            Grooves = [Grooves.Cinematic, Grooves.OrchestralHits, Grooves.March], Loudness = 0.8, Looseness = 0.5, Tags = ["orchestra"],
            Ensembles =
            [
                Ensembles.Orchestra(2),
                new Ensemble(1, new Seat(Role.Lead, 1, "horns", "violins", "trumpet"), new Seat(Role.Double, 0.6, "violins", "trombone"),
                    new Seat(Role.Pad, 1, "choir", "string ensemble"), new Seat(Role.Chords, 1, "string ensemble", "brass section"),
                    new Seat(Role.Arpeggio, 0.5, "second violins", "violas"), new Seat(Role.Bass, 1, "cellos and basses", "tuba"),
                    new Seat(Role.Percussion, 0.9, "orchestral drums", "timpani")),
            ],
        },
        new Style
        {
            Name = "lyrical", Tempo = (56, 104),
            MajorTendency = 0.55, Basses = [BassLine.Held], Compings = [Comping.Whole, Comping.Broken], Rubato = 0.12, Loudness = 0.45,
            Looseness = 0.6, Density = 0.4, Articulation = 0.1, Tags = ["orchestra"],
            Ensembles =
            [
                Ensembles.Orchestra(1),
                Ensembles.StringOrchestra(1.5),
                new Ensemble(1, new Seat(Role.Lead, 1, "solo violin", "oboe", "french horn", "solo cello", "flute"),
                    new Seat(Role.Pad, 1, "string ensemble"), new Seat(Role.Arpeggio, 0.7, "harp"),
                    new Seat(Role.Bass, 0.9, "cellos and basses")),
            ],
        },
        new Style
        {
            Name = "light", Weight = 0.8, Tempo = (92, 160),
            Meters = [(4, false), (3, false), (2, true)], MajorTendency = 0.7, Basses = [BassLine.RootFifth],
            Compings = [Comping.AfterBeat, Comping.OffBeat], Articulation = 0.8, Brightness = 0.7, Loudness = 0.5, Looseness = 0.5,
            Tags = ["orchestra"],
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Lead, 1, "flute", "clarinet", "violins", "xylophone", "oboe"),
                    new Seat(Role.Double, 0.6, "piccolo", "glockenspiel", "violins"),
                    new Seat(Role.Counter, 0.6, "bassoon", "clarinet", "french horn"),
                    new Seat(Role.Chords, 1, "pizzicato strings", "string ensemble"),
                    new Seat(Role.Bass, 1, "pizzicato basses", "cellos and basses"), new Seat(Role.Percussion, 0.4, "orchestral drums")),
                Ensembles.StringOrchestra(1),
            ],
        },
    ];
}
