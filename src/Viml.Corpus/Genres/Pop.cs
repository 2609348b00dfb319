using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Pop: guitars, piano, drums, hooks.</summary>
internal sealed class Pop : Genre
{
    public override string Name => "pop";

    public override double Weight => 1.1;

    public override IReadOnlyList<string> Moods { get; } =
    [
        "happy", "uplifting", "romantic", "hopeful", "fun", "energetic", "emotional", "inspiring", "warm",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "band", Weight = 1.5, Tempo = (84, 132),
            MajorTendency = 0.65, Grooves = [Grooves.Pop, Grooves.PopClap, Grooves.Rock, Grooves.FourFloorSnare],
            Basses = [BassLine.Eighths, BassLine.Syncopated, BassLine.Held], Compings = [Comping.Strum, Comping.Beats, Comping.Whole],
            Looseness = 0.35, Loudness = 0.65, Brightness = 0.6,
            Ensembles =
            [
                new Ensemble(3, new Seat(Role.Drums, 0.95, "drum kit", "electronic kit"),
                    new Seat(Role.Bass, 0.95, "finger bass", "picked bass", "synth bass"),
                    new Seat(Role.Chords, 1, "steel guitar", "piano", "clean guitar", "fm piano"),
                    new Seat(Role.Arpeggio, 0.3, "clean guitar", "synth pluck", "celesta"),
                    new Seat(Role.Pad, 0.5, "synth strings", "string ensemble", "pad"),
                    new Seat(Role.Lead, 0.7, "solo voice", "clean guitar", "synth lead", "piano", "violins", "soft lead")),
                Ensembles.Duo(0.7, ["solo voice", "flute", "clean guitar"], ["piano", "steel guitar"]),
                Ensembles.Solo(0.6, "piano", "steel guitar", "clean guitar"),
            ],
        },
        new Style
        {
            Name = "ballad", Tempo = (58, 88),
            MajorTendency = 0.6, Grooves = [Grooves.RockHalf, Grooves.Pop], Basses = [BassLine.Held],
            Compings = [Comping.Broken, Comping.Beats], Looseness = 0.5, Loudness = 0.4, Articulation = 0.15,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 0.6, "drum kit", "brush kit"),
                    new Seat(Role.Bass, 0.8, "finger bass", "fretless bass"),
                    new Seat(Role.Chords, 1, "piano", "fm piano", "steel guitar"),
                    new Seat(Role.Pad, 0.7, "string ensemble", "synth strings"),
                    new Seat(Role.Lead, 0.8, "solo voice", "alto saxophone", "solo violin", "lead guitar")),
            ],
        },
        new Style
        {
            Name = "electropop", Tempo = (98, 130),
            Grooves = [Grooves.FourFloorSnare, Grooves.PopClap], Basses = [BassLine.Octaves, BassLine.Eighths],
            Compings = [Comping.Stabs, Comping.Beats], Looseness = 0.08, Loudness = 0.75, Brightness = 0.7,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 1, "electronic kit", "808 kit"), new Seat(Role.Bass, 1, "synth bass"),
                    new Seat(Role.Chords, 0.8, "saw chords", "fm piano"), new Seat(Role.Arpeggio, 0.6, "synth pluck"),
                    new Seat(Role.Lead, 0.7, "synth lead", "solo voice", "soft lead"), new Seat(Role.Pad, 0.4, Ensembles.Pads)),
            ],
        },
    ];
}
