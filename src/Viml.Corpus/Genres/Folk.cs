using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Folk: acoustic guitars, accordion, fiddle, flutes, hand drums, ukulele.</summary>
internal sealed class Folk : Genre
{
    public override string Name => "folk";

    public override double Weight => 1.1;

    public override IReadOnlyList<string> Moods { get; } =
    [
        "warm", "peaceful", "hopeful", "playful", "happy", "melancholic", "mellow", "romantic", "uplifting",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "ballad", Weight = 1.3, Tempo = (66, 116),
            Meters = [(4, false), (3, false)], MajorTendency = 0.6, Compings = [Comping.Broken, Comping.Strum],
            Basses = [BassLine.Held, BassLine.RootFifth], Grooves = [Grooves.Pop], Looseness = 0.6, Loudness = 0.45, Rubato = 0.06,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Chords, 1, "steel guitar", "classical guitar"),
                    new Seat(Role.Lead, 0.8, "flute", "recorder", "fiddle", "harmonica", "solo voice", "whistle", "solo cello"),
                    new Seat(Role.Bass, 0.5, "double bass pizzicato", "finger bass"),
                    new Seat(Role.Percussion, 0.35, "hand percussion", "bongos"),
                    new Seat(Role.Pad, 0.25, "accordion", "string ensemble", "humming voices")),
                Ensembles.Solo(2, "steel guitar", "classical guitar", "ukulele", "accordion", "harmonica", "mandolin", "kalimba",
                    "recorder"),
                Ensembles.Duo(1, ["flute", "fiddle", "recorder", "pan flute", "accordion"], ["steel guitar", "classical guitar", "harp"]),
            ],
        },
        new Style
        {
            Name = "dance tune", Tempo = (104, 160),
            Meters = [(2, true), (4, false), (3, false)], MajorTendency = 0.55, MajorScale = Scales.Mixolydian, MinorScale = Scales.Dorian,
            Major = ["I bVII I V", "I IV I V", "I I IV V"], Minor = ["i VII i v", "i VII VI VII"],
            Compings = [Comping.AfterBeat, Comping.Strum, Comping.Beats], Basses = [BassLine.RootFifth], Grooves = [Grooves.Rock],
            Density = 0.75, Looseness = 0.5, Articulation = 0.6,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Lead, 1, "fiddle", "whistle", "accordion", "flute"),
                    new Seat(Role.Double, 0.4, "whistle", "mandolin", "accordion"),
                    new Seat(Role.Chords, 1, "steel guitar", "accordion", "mandolin"),
                    new Seat(Role.Bass, 0.5, "double bass pizzicato", "cellos and basses"),
                    new Seat(Role.Percussion, 0.6, "hand percussion", "bongos")),
                Ensembles.Solo(0.8, "accordion", "fiddle", "whistle"),
            ],
        },
        new Style
        {
            Name = "ukulele", Weight = 1.1, Tempo = (88, 132),
            MajorTendency = 0.9, Compings = [Comping.Strum, Comping.Beats], Basses = [BassLine.RootFifth], Grooves = [Grooves.PopClap],
            Looseness = 0.5, Brightness = 0.75,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Chords, 1, "ukulele"),
                    new Seat(Role.Lead, 0.7, "whistle", "glockenspiel", "flute", "ukulele"),
                    new Seat(Role.Bass, 0.5, "finger bass", "double bass pizzicato"), new Seat(Role.Percussion, 0.4, "hand percussion")),
                Ensembles.Solo(0.9, "ukulele"),
            ],
        },
    ];
}
