using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Ambient: slow, held, without a beat.</summary>
internal sealed class Ambient : Genre
{
    public override string Name => "ambient";

    public override IReadOnlyList<string> Moods { get; } =
    [
        "calm", "dreamy", "peaceful", "mysterious", "relaxing", "soft", "dark", "melancholic",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "drone", Weight = 2, Tempo = (46, 84),
            Harmony = Harmony.Sevenths, BarsPerChord = 2, MajorScale = Scales.Lydian, MinorScale = Scales.Dorian,
            Basses = [BassLine.Held], Compings = [Comping.Whole], Looseness = 0.5, Density = 0.15, Loudness = 0.35, Articulation = 0.05,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Pad, 1, Ensembles.Pads), new Seat(Role.Bass, 0.4, "sub bass", "synth bass"),
                    new Seat(Role.Lead, 0.35, "soft lead", "flute", "solo voice", "pan flute"),
                    new Seat(Role.Arpeggio, 0.3, "crystal", "celesta", "harp", "rhodes")),
                Ensembles.Solo(1, "pad", "synth strings", "atmosphere", "voice pad", "choir", "crystal"),
                new Ensemble(0.7, new Seat(Role.Pad, 1, "string ensemble", "choir", "humming voices"),
                    new Seat(Role.Pad, 0.6, "atmosphere", "pad"), new Seat(Role.Bass, 0.3, "bowed double bass")),
            ],
        },
        new Style
        {
            Name = "soft piano", Tempo = (50, 80),
            Harmony = Harmony.Sevenths, Compings = [Comping.Broken, Comping.Whole], Rubato = 0.1, Density = 0.25, Loudness = 0.3,
            Looseness = 0.7,
            Ensembles =
            [
                Ensembles.Solo(1, "piano", "rhodes", "harp"),
                new Ensemble(2, new Seat(Role.Solo, 1, "piano", "rhodes", "kalimba", "music box"), new Seat(Role.Pad, 1, Ensembles.Pads),
                    new Seat(Role.Counter, 0.3, "solo cello", "solo violin")),
            ],
        },
    ];
}
