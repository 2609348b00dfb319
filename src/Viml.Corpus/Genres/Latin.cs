using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Latin music: bossa nova, salsa, cumbia, tango, reggaeton.</summary>
internal sealed class Latin : Genre
{
    public override string Name => "latin";

    public override double Weight => 1.2;

    public override IReadOnlyList<string> Moods { get; } =
    [
        "fun", "happy", "groovy", "romantic", "warm", "energetic", "playful", "uplifting", "melancholic",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "bossa nova", Tempo = (66, 92),
            Harmony = Harmony.Sevenths, Major = ["Imaj7 II7 ii7 V7", "Imaj7 vi7 ii7 V7"], Minor = ["i7 iv7 V7 i7", "i7 bVII7 bVI7 V7"],
            MajorTendency = 0.6, Grooves = [Grooves.Bossa], Basses = [BassLine.RootFifth, BassLine.Syncopated],
            Compings = [Comping.Tresillo], Looseness = 0.5, Loudness = 0.4,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 0.6, "brush kit", "drum kit"),
                    new Seat(Role.Bass, 0.9, "double bass pizzicato", "finger bass"), new Seat(Role.Chords, 1, "classical guitar"),
                    new Seat(Role.Lead, 0.7, "flute", "tenor saxophone", "piano", "solo voice", "clarinet"),
                    new Seat(Role.Pad, 0.2, "string ensemble")),
                Ensembles.Solo(1, "classical guitar"),
                Ensembles.Duo(1, ["flute", "clarinet"], ["classical guitar"]),
                new Ensemble(1, new Seat(Role.Percussion, 1, "bongos"), new Seat(Role.Chords, 1, "classical guitar", "steel guitar"),
                    new Seat(Role.Bass, 0.5, "double bass pizzicato")),
            ],
        },
        new Style
        {
            Name = "salsa", Tempo = (84, 112),
            Harmony = Harmony.Sevenths, Major = ["I IV V IV", "ii7 V7 I I"], Minor = ["i iv V7 V7", "i VII VI V7"],
            Grooves = [Grooves.Salsa], Basses = [BassLine.Syncopated], Compings = [Comping.Tresillo, Comping.Stabs], Looseness = 0.4,
            Density = 0.7, Loudness = 0.7,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 0.6, "drum kit"), new Seat(Role.Percussion, 0.8, "bongos", "hand percussion"),
                    new Seat(Role.Bass, 1, "finger bass", "double bass pizzicato"), new Seat(Role.Chords, 1, "piano"),
                    new Seat(Role.Lead, 0.8, "trumpet", "trombone", "flute", "brass section"),
                    new Seat(Role.Counter, 0.4, "trombone", "trumpet")),
                new Ensemble(1.2, new Seat(Role.Percussion, 1, "bongos", "hand percussion"),
                    new Seat(Role.Bass, 0.5, "double bass pizzicato")),
            ],
        },
        new Style
        {
            Name = "cumbia and reggaeton", Tempo = (84, 104),
            MajorTendency = 0.4, Grooves = [Grooves.Cumbia, Grooves.Reggaeton], Basses = [BassLine.RootFifth, BassLine.Arpeggiated],
            Compings = [Comping.OffBeat, Comping.Tresillo], Looseness = 0.25, Loudness = 0.65,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 1, "drum kit", "electronic kit"), new Seat(Role.Bass, 1, "finger bass", "synth bass"),
                    new Seat(Role.Chords, 1, "accordion", "classical guitar", "synth pluck", "piano"),
                    new Seat(Role.Lead, 0.7, "accordion", "trumpet", "flute", "synth lead", "clarinet")),
            ],
        },
        new Style
        {
            Name = "tango", Weight = 0.7, Tempo = (104, 134),
            MajorTendency = 0.2, MinorScale = Scales.HarmonicMinor, Minor = ["i iv V7 i", "i V7 i V7 iv i V7 i"],
            Basses = [BassLine.Pulse, BassLine.RootFifth], Compings = [Comping.Beats, Comping.Tresillo], Looseness = 0.6, Rubato = 0.08,
            Articulation = 0.7,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Lead, 1, "accordion", "solo violin"),
                    new Seat(Role.Counter, 0.6, "solo violin", "solo cello"), new Seat(Role.Chords, 1, "piano", "accordion"),
                    new Seat(Role.Bass, 1, "bowed double bass", "double bass pizzicato")),
                Ensembles.Solo(0.4, "accordion"),
            ],
        },
    ];
}
