using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Funk: sixteenths, slap bass, clavinet, horns.</summary>
internal sealed class Funk : Genre
{
    public override string Name => "funk";

    public override IReadOnlyList<string> Moods { get; } = ["groovy", "fun", "energetic", "happy", "powerful", "playful"];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "funk", Tempo = (88, 124),
            Harmony = Harmony.Sevenths, MajorTendency = 0.45, Major = ["I7 IV7", "I7 I7 IV7 I7", "I9 bVII9"],
            Minor = ["i7 IV7", "i9 i9 iv9 i9", "i7 VII7 VI7 V7"], MajorScale = Scales.Mixolydian, MinorScale = Scales.Dorian,
            Grooves = [Grooves.Funk, Grooves.FunkSixteenth, Grooves.FunkLinear], Basses = [BassLine.Syncopated, BassLine.Octaves],
            Compings = [Comping.Funk, Comping.Stabs], Looseness = 0.4, Density = 0.65, Loudness = 0.7, Articulation = 0.75,
            Ensembles =
            [
                new Ensemble(3, new Seat(Role.Drums, 1, "drum kit"), new Seat(Role.Bass, 1, "slap bass", "finger bass"),
                    new Seat(Role.Chords, 1, "clavinet", "muted guitar", "clean guitar", "electric organ", "rhodes"),
                    new Seat(Role.Chords, 0.4, "brass section", "muted guitar"),
                    new Seat(Role.Lead, 0.6, "alto saxophone", "trumpet", "tenor saxophone", "electric organ", "trombone"),
                    new Seat(Role.Percussion, 0.35, "bongos", "hand percussion")),
                Ensembles.DrumsAndBass(1, ["drum kit"], ["slap bass", "finger bass"]),
                new Ensemble(0.6, new Seat(Role.Bass, 1, "slap bass", "finger bass"), new Seat(Role.Chords, 1, "clavinet", "muted guitar")),
                Ensembles.Solo(0.4, "slap bass", "clavinet"),
            ],
        },
    ];
}
