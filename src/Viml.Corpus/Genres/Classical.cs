using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Concert music: string orchestra, chamber music, soloists, symphony orchestra.</summary>
internal sealed class Classical : Genre
{
    private static readonly string[] MajorProgressions =
    [
        "I IV V I", "I V vi IV ii V I I", "I vi ii V", "I I V7 V7 V7 V7 I I", "I ii V I vi IV V I", "I V I IV I V7 I I",
    ];
    private static readonly string[] MinorProgressions =
    [
        "i iv V i", "i i V7 V7 iv i V7 i", "i VI iv V", "i VII III VI iv V i V", "i V i iv i V7 i i", "i bII V7 i",
    ];

    public override string Name => "classical";

    public override double Weight => 2.6;

    public override IReadOnlyList<string> Moods { get; } =
        ["dramatic", "emotional", "romantic", "serious", "peaceful", "melancholic", "playful", "sad", "calm", "uplifting", "energetic",
            "powerful", "happy"];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "string orchestra", Weight = 3, Tempo = (58, 176), Meters = [(4, false), (3, false), (2, false), (2, false)],
            Major = MajorProgressions, Minor = MinorProgressions, MinorScale = Scales.HarmonicMinor, MajorTendency = 0.45,
            Basses = [BassLine.Held, BassLine.RootFifth, BassLine.Eighths, BassLine.Arpeggiated, BassLine.Pulse],
            Compings = [Comping.AfterBeat, Comping.OffBeat, Comping.Beats, Comping.Whole, Comping.Broken],
            Ensembles =
            [
                Ensembles.StringOrchestra(4),
                new Ensemble(1, new Seat(Role.Lead, 1, "violins"), new Seat(Role.Double, 0.8, "cellos", "second violins"),
                    new Seat(Role.Bass, 0.8, "cellos and basses")),
            ],
            Rubato = 0.16, Density = 0.6, Tags = ["orchestra"], Looseness = 0.6, Articulation = 0.45,
        },
        new Style
        {
            Name = "symphony orchestra", Weight = 1.6, Tempo = (60, 168), Meters = [(4, false), (3, false), (2, true)],
            Major = MajorProgressions, Minor = MinorProgressions, MinorScale = Scales.HarmonicMinor,
            Basses = [BassLine.Held, BassLine.RootFifth, BassLine.Eighths, BassLine.Pulse],
            Compings = [Comping.AfterBeat, Comping.Beats, Comping.Whole, Comping.OffBeat],
            Ensembles = [Ensembles.Orchestra(1)], Rubato = 0.12, Density = 0.6, Loudness = 0.65, Tags = ["orchestra"], Looseness = 0.6,
        },
        new Style
        {
            Name = "chamber music", Weight = 1.6, Tempo = (56, 160), Meters = [(4, false), (3, false), (2, true)],
            Major = MajorProgressions, Minor = MinorProgressions, MinorScale = Scales.HarmonicMinor,
            Basses = [BassLine.Held, BassLine.RootFifth, BassLine.Arpeggiated, BassLine.Eighths],
            Compings = [Comping.Broken, Comping.AfterBeat, Comping.Beats, Comping.Whole],
            Ensembles =
            [
                Ensembles.StringQuartet(2),
                Ensembles.Duo(2, ["solo violin", "solo cello", "solo viola", "flute", "oboe", "clarinet", "french horn", "trumpet"],
                    ["piano", "piano", "harp", "harpsichord", "classical guitar"]),
                new Ensemble(1, new Seat(Role.Lead, 1, "flute", "oboe"), new Seat(Role.Counter, 1, "clarinet", "french horn"),
                    new Seat(Role.Bass, 1, "bassoon")),
                new Ensemble(1, new Seat(Role.Lead, 1, "trumpet"), new Seat(Role.Counter, 1, "french horn", "trombone"),
                    new Seat(Role.Chords, 1, "brass section", "horns"), new Seat(Role.Bass, 1, "tuba")),
                new Ensemble(1, new Seat(Role.Lead, 1, "solo violin", "flute"), new Seat(Role.Chords, 1, "harpsichord"),
                    new Seat(Role.Bass, 1, "solo cello")),
                new Ensemble(0.7, new Seat(Role.Lead, 1, "solo voice", "choir"), new Seat(Role.Pad, 0.6, "choir"),
                    new Seat(Role.Chords, 0.8, "pipe organ", "piano")),
            ],
            Rubato = 0.14, Loudness = 0.45, Looseness = 0.6,
        },
        new Style
        {
            Name = "soloist", Weight = 3, Tempo = (54, 150), Meters = [(4, false), (3, false), (2, true)],
            Major = MajorProgressions, Minor = MinorProgressions, MinorScale = Scales.HarmonicMinor,
            Compings = [Comping.Broken, Comping.AfterBeat, Comping.Whole, Comping.Beats],
            Ensembles =
            [
                Ensembles.Solo(2, "piano"), Ensembles.Solo(1, "classical guitar"), Ensembles.Solo(1.4, "harp"),
                Ensembles.Solo(2.5, "pipe organ"),
                Ensembles.Solo(0.5, "harpsichord"),
                Ensembles.Solo(2.4, "solo violin", "solo violin", "solo viola", "solo viola", "solo cello", "bowed double bass"),
                Ensembles.Solo(5, "flute", "oboe", "oboe", "clarinet", "french horn", "trumpet", "trombone", "piccolo", "recorder",
                    "bassoon"),
                Ensembles.Solo(0.7, "choir"), Ensembles.Solo(0.5, "celesta", "tubular bells", "glockenspiel"),
                Ensembles.Solo(0.4, "marimba", "xylophone", "vibraphone"), Ensembles.Solo(0.4, "accordion"),
            ],
            Rubato = 0.18, Loudness = 0.4, Looseness = 0.7,
        },
    ];
}
