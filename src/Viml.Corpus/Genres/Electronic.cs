using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Electronic music for listening and for breaks: drum and bass, breakbeat, synthwave, electronica.</summary>
internal sealed class Electronic : Genre
{
    private static readonly string[] Synths = ["synth lead", "soft lead", "synth pluck", "saw chords"];

    public override string Name => "electronic";

    public override double Weight => 1.8;

    public override IReadOnlyList<string> Moods { get; } =
        ["energetic", "dark", "action", "groovy", "mysterious", "heavy", "powerful", "suspenseful", "uplifting", "dreamy", "fun"];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "drum and bass", Weight = 2.2, Tempo = (158, 182), Harmony = Harmony.Sevenths, MajorTendency = 0.3,
            MinorScale = Scales.Dorian,
            Grooves =
            [
                Grooves.DrumAndBass, Grooves.DrumAndBassGhost, Grooves.DrumAndBassRide, Grooves.Jungle, Grooves.JungleTwo,
                Grooves.Breakbeat,
            ],
            Basses = [BassLine.Rolling, BassLine.Syncopated, BassLine.Held], Compings = [Comping.Stabs, Comping.Whole], BarsPerChord = 2,
            Ensembles =
            [
                Ensembles.DrumsAndBass(3, ["drum kit", "sampled kit", "electronic kit", "power kit"],
                    ["synth bass", "sub bass", "finger bass"]),
                new Ensemble(2, new Seat(Role.Drums, 1, "sampled kit", "electronic kit", "drum kit"),
                    new Seat(Role.Bass, 1, "synth bass", "sub bass"),
                    new Seat(Role.Pad, 0.7, Ensembles.Pads), new Seat(Role.Lead, 0.4, Synths),
                    new Seat(Role.Chords, 0.4, "rhodes", "saw chords", "fm piano")),
            ],
            Density = 0.7, Loudness = 0.8, Looseness = 0.15,
        },
        new Style
        {
            Name = "breakbeat", Tempo = (100, 145), MajorTendency = 0.35,
            Grooves = [Grooves.Breakbeat, Grooves.FunkLinear, Grooves.Jungle, Grooves.FourFloorHats],
            Basses = [BassLine.Syncopated, BassLine.Octaves, BassLine.Eighths], Compings = [Comping.Stabs, Comping.Funk],
            Ensembles =
            [
                Ensembles.DrumsAndBass(1, ["sampled kit", "electronic kit", "808 kit"], ["synth bass", "slap bass"]),
                new Ensemble(2, new Seat(Role.Drums, 1, "sampled kit", "electronic kit"), new Seat(Role.Bass, 1, "synth bass"),
                    new Seat(Role.Arpeggio, 0.7, "synth pluck", "synth lead"),
                    new Seat(Role.Chords, 0.6, "saw chords", "electric organ", "rhodes"), new Seat(Role.Lead, 0.5, Synths)),
            ],
            Tags = ["computer"], Density = 0.65, Loudness = 0.75, Looseness = 0.1,
        },
        new Style
        {
            Name = "synthwave", Tempo = (84, 126), MajorTendency = 0.4,
            Grooves = [Grooves.Rock, Grooves.FourFloorSnare, Grooves.RockDriving],
            Basses = [BassLine.Eighths, BassLine.Octaves], Compings = [Comping.Whole, Comping.Stabs],
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 1, "electronic kit"), new Seat(Role.Bass, 1, "synth bass"),
                    new Seat(Role.Pad, 0.8, Ensembles.Pads),
                    new Seat(Role.Arpeggio, 0.7, "synth pluck", "crystal"), new Seat(Role.Lead, 0.8, "synth lead", "soft lead"),
                    new Seat(Role.Chords, 0.3, "fm piano")),
                new Ensemble(1, new Seat(Role.Arpeggio, 1, "synth pluck"), new Seat(Role.Pad, 0.8, Ensembles.Pads),
                    new Seat(Role.Lead, 0.6, "synth lead")),
            ],
            Tags = ["computer"], Loudness = 0.7, Looseness = 0.08,
        },
        new Style
        {
            Name = "electronica", Tempo = (70, 140), Harmony = Harmony.Sevenths,
            Grooves = [Grooves.Downtempo, Grooves.Breakbeat, Grooves.TechnoBusy],
            Basses = [BassLine.Syncopated, BassLine.Held], Compings = [Comping.Stabs, Comping.Tresillo],
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 0.8, "808 kit", "electronic kit"), new Seat(Role.Bass, 0.8, "synth bass", "sub bass"),
                    new Seat(Role.Arpeggio, 0.8, "crystal", "synth pluck", "kalimba", "celesta"),
                    new Seat(Role.Pad, 0.7, Ensembles.Pads), new Seat(Role.Lead, 0.5, "soft lead", "voice pad", "synth lead")),
                Ensembles.Solo(1, "synth lead", "synth pluck", "saw chords", "soft lead", "pad"),
            ],
            Tags = ["computer"], Looseness = 0.08,
        },
    ];
}
