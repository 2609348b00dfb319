using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Jazz: swing combos, ballads with brushes, lounge with electric piano, big band.</summary>
internal sealed class Jazz : Genre
{
    private static readonly string[] Major =
    [
        "Imaj7 vi7 ii7 V7", "ii7 V7 Imaj7 Imaj7", "Imaj7 I7 IV7 iv7 iii7 vi7 ii7 V7", "Imaj7 bIII7 ii7 V7", "iii7 vi7 ii7 V7",
    ];
    private static readonly string[] Minor = ["i7 iv7 V7 i7", "i7 VI7 ii7b5 V7", "i9 i9 iv7 V7", "i7 bVII7 bVI7 V7", "i9 iv9 i9 iv9"];
    private static readonly string[] Horns =
    [
        "alto saxophone", "tenor saxophone", "trumpet", "muted trumpet", "soprano saxophone", "trombone", "clarinet", "flute",
    ];

    public override string Name => "jazz";

    public override double Weight => 1.5;

    public override IReadOnlyList<string> Moods { get; } =
    [
        "mellow", "groovy", "relaxing", "warm", "romantic", "playful", "happy", "fun", "soft", "melancholic", "mysterious", "calm",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "swing combo", Weight = 2, Tempo = (88, 232), Harmony = Harmony.Sevenths, Major = Major, Minor = Minor,
            MajorTendency = 0.6, Swing = 0.16,
            Grooves = [Grooves.Swing, Grooves.SwingComp, Grooves.Brushes],
            Basses = [BassLine.Walking, BassLine.Walking, BassLine.RootFifth], Compings = [Comping.Jazz],
            Ensembles =
            [
                new Ensemble(3, new Seat(Role.Drums, 0.9, "jazz kit", "brush kit"), new Seat(Role.Bass, 1, "double bass pizzicato"),
                    new Seat(Role.Chords, 0.9, "piano", "piano", "jazz guitar", "vibraphone", "electric organ"),
                    new Seat(Role.Lead, 0.8, Horns), new Seat(Role.Counter, 0.25, Horns)),
                new Ensemble(1, new Seat(Role.Bass, 1, "double bass pizzicato"),
                    new Seat(Role.Solo, 1, "piano", "jazz guitar", "vibraphone")),
                Ensembles.Duo(1, Horns, ["piano", "jazz guitar"]),
                Ensembles.DrumsAndBass(0.7, ["jazz kit", "brush kit"], ["double bass pizzicato"]),
            ],
            Looseness = 0.7, Density = 0.55,
        },
        new Style
        {
            Name = "electric piano lounge", Weight = 2, Tempo = (66, 124), Harmony = Harmony.Sevenths, Major = Major, Minor = Minor,
            MajorTendency = 0.6, MinorScale = Scales.Dorian, Swing = 0.07,
            Grooves = [Grooves.Bossa, Grooves.Chill, Grooves.HipHopLazy, Grooves.Brushes, Grooves.Pop],
            Basses = [BassLine.Syncopated, BassLine.Held, BassLine.RootFifth], Compings = [Comping.Jazz, Comping.Whole, Comping.Tresillo],
            Ensembles =
            [
                Ensembles.Solo(1.5, "rhodes", "rhodes", "fm piano"),
                new Ensemble(2, new Seat(Role.Solo, 1, "rhodes", "fm piano"),
                    new Seat(Role.Bass, 0.8, "finger bass", "fretless bass", "double bass pizzicato"),
                    new Seat(Role.Drums, 0.7, "brush kit", "drum kit", "jazz kit"),
                    new Seat(Role.Percussion, 0.2, "bongos", "hand percussion")),
                new Ensemble(2, new Seat(Role.Chords, 1, "rhodes", "rhodes", "fm piano"),
                    new Seat(Role.Bass, 0.9, "finger bass", "fretless bass", "double bass pizzicato"),
                    new Seat(Role.Drums, 0.8, "brush kit", "drum kit"),
                    new Seat(Role.Lead, 0.6, "alto saxophone", "flute", "jazz guitar", "vibraphone", "muted trumpet"),
                    new Seat(Role.Pad, 0.2, "string ensemble", "pad")),
            ],
            Looseness = 0.6, Loudness = 0.45, Density = 0.45, Brightness = 0.35,
        },
        new Style
        {
            Name = "ballad", Tempo = (52, 84), Harmony = Harmony.Sevenths, Major = Major, Minor = Minor, Swing = 0.14,
            Grooves = [Grooves.Brushes],
            Basses = [BassLine.Held, BassLine.RootFifth], Compings = [Comping.Whole, Comping.Jazz],
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 0.7, "brush kit"), new Seat(Role.Bass, 0.9, "double bass pizzicato"),
                    new Seat(Role.Chords, 1, "piano", "jazz guitar", "rhodes"), new Seat(Role.Lead, 0.9, Horns)),
                Ensembles.Solo(1, "piano", "jazz guitar", "tenor saxophone", "alto saxophone", "soprano saxophone", "baritone saxophone"),
            ],
            Looseness = 0.8, Rubato = 0.12, Loudness = 0.35,
        },
        new Style
        {
            Name = "big band", Weight = 0.8, Tempo = (108, 208), Harmony = Harmony.Sevenths, Major = Major, Minor = Minor, Swing = 0.16,
            Grooves = [Grooves.Swing, Grooves.SwingComp],
            Basses = [BassLine.Walking], Compings = [Comping.Jazz, Comping.Stabs],
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 1, "jazz kit"), new Seat(Role.Bass, 1, "double bass pizzicato"),
                    new Seat(Role.Chords, 1, "brass section"), new Seat(Role.Lead, 1, Horns),
                    new Seat(Role.Double, 0.7, "trumpet", "alto saxophone", "tenor saxophone"),
                    new Seat(Role.Counter, 0.6, "trombone", "baritone saxophone"), new Seat(Role.Arpeggio, 0.3, "piano")),
            ],
            Looseness = 0.6, Loudness = 0.75, Density = 0.6,
        },
    ];
}
