using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Techno: machine rhythm, few notes.</summary>
internal sealed class Techno : Genre
{
    public override string Name => "techno";

    public override IReadOnlyList<string> Moods { get; } =
    [
        "energetic", "dark", "heavy", "powerful", "groovy", "suspenseful", "action", "mysterious",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "techno", Tempo = (124, 146),
            MajorTendency = 0.15, MinorScale = Scales.Phrygian, Minor = ["i i i i", "i i bII i", "i i VI VII"],
            Major = ["I I I I", "I bVII"], BarsPerChord = 2, Grooves = [Grooves.TechnoPlain, Grooves.TechnoBusy, Grooves.FourFloorHats],
            Basses = [BassLine.Pulse, BassLine.Eighths, BassLine.Octaves], Compings = [Comping.Stabs, Comping.Tresillo], Looseness = 0.02,
            Loudness = 0.85, Brightness = 0.35, Density = 0.6, Tags = ["computer"],
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 1, "electronic kit", "808 kit"), new Seat(Role.Bass, 1, "synth bass", "sub bass"),
                    new Seat(Role.Arpeggio, 0.7, "synth pluck", "synth lead"), new Seat(Role.Chords, 0.5, "saw chords"),
                    new Seat(Role.Pad, 0.4, "atmosphere", "synth strings")),
                Ensembles.DrumsAndBass(1, ["electronic kit", "808 kit"], ["synth bass"]),
                new Ensemble(0.6, new Seat(Role.Drums, 1, "electronic kit", "808 kit"),
                    new Seat(Role.Arpeggio, 1, "synth pluck", "synth lead")),
            ],
        },
    ];
}
