using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Hip-hop: sampled beats, trap, loops.</summary>
internal sealed class HipHop : Genre
{
    public override string Name => "hiphop";

    public override IReadOnlyList<string> Moods { get; } =
    [
        "groovy", "dark", "mellow", "heavy", "serious", "powerful", "fun", "suspenseful",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "boom bap", Weight = 1.2, Tempo = (78, 102),
            Harmony = Harmony.Sevenths, MajorTendency = 0.3, Grooves = [Grooves.HipHop, Grooves.HipHopLazy, Grooves.Downtempo],
            Basses = [BassLine.Syncopated, BassLine.Held], Compings = [Comping.Whole, Comping.Jazz, Comping.Stabs], Swing = 0.05,
            Looseness = 0.25, Loudness = 0.65, Brightness = 0.35,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 1, "sampled kit", "drum kit", "808 kit"),
                    new Seat(Role.Bass, 0.95, "finger bass", "sub bass", "double bass pizzicato"),
                    new Seat(Role.Chords, 0.8, "rhodes", "piano", "fm piano", "string ensemble"),
                    new Seat(Role.Lead, 0.4, "flute", "muted trumpet", "soft lead", "vibraphone"),
                    new Seat(Role.Pad, 0.3, "synth strings", "choir")),
                Ensembles.DrumsAndBass(1, ["sampled kit", "808 kit"], ["sub bass", "finger bass"]),
            ],
        },
        new Style
        {
            Name = "trap", Tempo = (66, 82),
            MajorTendency = 0.2, MinorScale = Scales.HarmonicMinor, Grooves = [Grooves.Trap, Grooves.TrapRolls],
            Basses = [BassLine.Syncopated, BassLine.Held], Compings = [Comping.Whole, Comping.Broken], Looseness = 0.06, Loudness = 0.75,
            Brightness = 0.35,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 1, "808 kit", "electronic kit"), new Seat(Role.Bass, 1, "sub bass"),
                    new Seat(Role.Arpeggio, 0.7, "crystal", "synth pluck", "music box", "piano", "harp"),
                    new Seat(Role.Pad, 0.6, "choir", "synth strings", "voice pad"),
                    new Seat(Role.Lead, 0.4, "synth lead", "flute", "soft lead")),
                Ensembles.DrumsAndBass(0.8, ["808 kit"], ["sub bass"]),
            ],
        },
    ];
}
