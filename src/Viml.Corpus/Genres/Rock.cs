using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Rock: guitars, bass, drums, organ.</summary>
internal sealed class Rock : Genre
{
    public override string Name => "rock";

    public override double Weight => 1.2;

    public override IReadOnlyList<string> Moods { get; } =
    [
        "energetic", "powerful", "heavy", "uplifting", "action", "serious", "fun", "dramatic",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "rock", Weight = 2, Tempo = (96, 168),
            MajorTendency = 0.5, Major = ["I bVII IV I", "I IV V IV", "I V vi IV", "I IV"],
            Minor = ["i VII VI VII", "i III VII IV", "i VI III VII"], MajorScale = Scales.Mixolydian, Harmony = Harmony.Power,
            Grooves = [Grooves.Rock, Grooves.RockDriving, Grooves.RockRide, Grooves.RockOpen],
            Basses = [BassLine.Eighths, BassLine.Syncopated], Compings = [Comping.Chug, Comping.Strum, Comping.Beats], Looseness = 0.4,
            Loudness = 0.8, Density = 0.6,
            Ensembles =
            [
                new Ensemble(3, new Seat(Role.Drums, 1, "drum kit", "power kit"), new Seat(Role.Bass, 1, "picked bass", "finger bass"),
                    new Seat(Role.Chords, 1, "overdriven guitar", "distorted guitar"),
                    new Seat(Role.Chords, 0.4, "clean guitar", "electric organ", "piano"),
                    new Seat(Role.Lead, 0.6, "lead guitar", "overdriven guitar")),
                Ensembles.DrumsAndBass(1.2, ["drum kit", "power kit"], ["picked bass", "finger bass"]),
                new Ensemble(0.7, new Seat(Role.Drums, 1, "drum kit"),
                    new Seat(Role.Chords, 1, "overdriven guitar", "clean guitar", "distorted guitar")),
                Ensembles.Solo(0.6, "overdriven guitar", "clean guitar", "lead guitar", "distorted guitar"),
            ],
        },
        new Style
        {
            Name = "soft rock", Tempo = (72, 116),
            MajorTendency = 0.6, Grooves = [Grooves.Rock, Grooves.RockRide, Grooves.RockHalf], Basses = [BassLine.Held, BassLine.Eighths],
            Compings = [Comping.Strum, Comping.Broken], Looseness = 0.5, Loudness = 0.55,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 0.9, "drum kit"), new Seat(Role.Bass, 1, "finger bass", "picked bass"),
                    new Seat(Role.Chords, 1, "clean guitar", "steel guitar", "piano"),
                    new Seat(Role.Pad, 0.4, "electric organ", "string ensemble"),
                    new Seat(Role.Lead, 0.7, "lead guitar", "clean guitar", "harmonica")),
            ],
        },
    ];
}
