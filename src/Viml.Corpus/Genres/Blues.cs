using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Blues: shuffles and slow twelve-eight.</summary>
internal sealed class Blues : Genre
{
    public override string Name => "blues";

    public override IReadOnlyList<string> Moods { get; } =
    [
        "groovy", "mellow", "sad", "melancholic", "heavy", "serious", "warm", "energetic", "fun",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "shuffle", Weight = 1.5, Tempo = (84, 136),
            Meters = [(4, true)], Major = ["I7 I7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7"], Minor = ["i7 i7 i7 i7 iv7 iv7 i7 i7 V7 iv7 i7 V7"],
            MajorScale = Scales.Blues, MinorScale = Scales.Blues, MajorTendency = 0.7, Harmony = Harmony.Sevenths,
            Grooves = [Grooves.Shuffle, Grooves.SlowTwelve], Basses = [BassLine.Walking, BassLine.Arpeggiated, BassLine.Eighths],
            Compings = [Comping.OffBeat, Comping.Jazz, Comping.Strum], Looseness = 0.7,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 0.95, "drum kit", "jazz kit"),
                    new Seat(Role.Bass, 1, "finger bass", "picked bass", "double bass pizzicato"),
                    new Seat(Role.Chords, 0.9, "clean guitar", "piano", "electric organ", "honky-tonk piano"),
                    new Seat(Role.Lead, 0.8, "harmonica", "lead guitar", "overdriven guitar", "tenor saxophone")),
                Ensembles.Duo(1, ["harmonica"], ["steel guitar"]),
                Ensembles.Solo(1, "steel guitar", "clean guitar", "harmonica", "honky-tonk piano", "overdriven guitar"),
                Ensembles.DrumsAndBass(0.4, ["drum kit"], ["finger bass"]),
            ],
        },
        new Style
        {
            Name = "slow blues", Tempo = (50, 76),
            Meters = [(4, true)], Major = ["I7 IV7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7"], Minor = ["i7 iv7 i7 i7 iv7 iv7 i7 i7 VI7 V7 i7 V7"],
            MajorScale = Scales.Blues, MinorScale = Scales.Blues, Harmony = Harmony.Sevenths,
            Grooves = [Grooves.SlowTwelve], Basses = [BassLine.Held, BassLine.Walking], Compings = [Comping.Whole, Comping.Broken],
            Looseness = 0.8,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 0.9, "drum kit", "brush kit"),
                    new Seat(Role.Bass, 1, "finger bass", "double bass pizzicato"),
                    new Seat(Role.Chords, 1, "electric organ", "piano", "clean guitar"),
                    new Seat(Role.Lead, 0.9, "lead guitar", "harmonica", "alto saxophone", "trumpet")),
            ],
        },
    ];
}
