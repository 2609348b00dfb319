using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Metal: distorted guitars, double bass drum.</summary>
internal sealed class Metal : Genre
{
    public override string Name => "metal";

    public override IReadOnlyList<string> Moods { get; } = ["heavy", "powerful", "dark", "energetic", "action", "epic", "dramatic"];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "metal", Tempo = (96, 196),
            Harmony = Harmony.Power, MajorTendency = 0.08, MinorScale = Scales.Phrygian,
            Minor = ["i bII i VII", "i VI VII i", "i i bII i", "i VI iv v"], Major = ["I bVII IV I", "I V bVI bVII"],
            Grooves = [Grooves.Metal, Grooves.MetalDouble, Grooves.MetalBlast, Grooves.MetalGallop, Grooves.RockHalf],
            Basses = [BassLine.Eighths], Compings = [Comping.Chug, Comping.Chug, Comping.Beats], Looseness = 0.25, Loudness = 0.95,
            Density = 0.75, Brightness = 0.35,
            Ensembles =
            [
                new Ensemble(3, new Seat(Role.Drums, 1, "power kit", "drum kit"), new Seat(Role.Bass, 1, "picked bass", "finger bass"),
                    new Seat(Role.Chords, 1, "distorted guitar"), new Seat(Role.Chords, 0.7, "distorted guitar", "overdriven guitar"),
                    new Seat(Role.Lead, 0.5, "lead guitar"), new Seat(Role.Pad, 0.2, "choir", "string ensemble")),
                new Ensemble(0.8, new Seat(Role.Drums, 1, "power kit"), new Seat(Role.Chords, 1, "distorted guitar")),
                Ensembles.Solo(0.5, "distorted guitar", "lead guitar"),
                Ensembles.DrumsAndBass(0.4, ["power kit"], ["picked bass"]),
            ],
        },
    ];
}
