using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Dance-floor pop and trance: four to the floor with bright leads; also fast breaks.</summary>
internal sealed class Dance : Genre
{
    public override string Name => "dance";

    public override double Weight => 1.1;

    public override IReadOnlyList<string> Moods { get; } = ["energetic", "uplifting", "happy", "fun", "powerful", "action", "groovy"];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "eurodance", Weight = 1.5, Tempo = (122, 146),
            MajorTendency = 0.5, Grooves = [Grooves.FourFloor, Grooves.FourFloorHats, Grooves.FourFloorSnare],
            Basses = [BassLine.Octaves, BassLine.Eighths],
            Compings = [Comping.Stabs, Comping.OffBeat, Comping.Beats], Looseness = 0.05, Loudness = 0.85, Brightness = 0.75,
            Density = 0.65,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 1, "electronic kit", "808 kit"), new Seat(Role.Bass, 1, "synth bass"),
                    new Seat(Role.Chords, 0.9, "saw chords", "piano", "fm piano"), new Seat(Role.Lead, 0.8, "synth lead"),
                    new Seat(Role.Arpeggio, 0.5, "synth pluck"), new Seat(Role.Pad, 0.4, Ensembles.Pads)),
                Ensembles.DrumsAndBass(0.6, ["electronic kit", "808 kit"], ["synth bass"]),
            ],
        },
        new Style
        {
            Name = "trance", Tempo = (132, 144),
            MajorTendency = 0.35, Grooves = [Grooves.FourFloorHats, Grooves.FourFloor], Basses = [BassLine.Octaves, BassLine.Eighths],
            Compings = [Comping.Stabs, Comping.Whole], Looseness = 0.03, Loudness = 0.8, Density = 0.75,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 0.95, "electronic kit"), new Seat(Role.Bass, 1, "synth bass"),
                    new Seat(Role.Arpeggio, 1, "synth pluck", "synth lead"), new Seat(Role.Pad, 0.9, "synth strings", "pad"),
                    new Seat(Role.Lead, 0.6, "synth lead")),
            ],
        },
        new Style
        {
            Name = "disco", Weight = 0.7, Tempo = (108, 128),
            Harmony = Harmony.Sevenths, Grooves = [Grooves.FourFloorSnare, Grooves.FourFloor],
            Basses = [BassLine.Octaves, BassLine.Syncopated], Compings = [Comping.Funk, Comping.OffBeat], Looseness = 0.3, Loudness = 0.75,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 1, "drum kit"), new Seat(Role.Bass, 1, "finger bass", "slap bass"),
                    new Seat(Role.Chords, 1, "muted guitar", "clean guitar", "clavinet"), new Seat(Role.Pad, 0.7, "string ensemble"),
                    new Seat(Role.Lead, 0.7, "brass section", "violins", "alto saxophone", "trumpet"),
                    new Seat(Role.Percussion, 0.3, "hand percussion")),
            ],
        },
        new Style
        {
            Name = "fast breaks", Weight = 0.8, Tempo = (160, 180),
            MajorTendency = 0.4, Grooves = [Grooves.DrumAndBass, Grooves.DrumAndBassGhost, Grooves.Jungle],
            Basses = [BassLine.Rolling, BassLine.Syncopated], Compings = [Comping.Stabs, Comping.Whole], BarsPerChord = 2, Looseness = 0.1,
            Loudness = 0.85,
            Ensembles =
            [
                Ensembles.DrumsAndBass(1.5, ["drum kit", "electronic kit", "sampled kit"], ["synth bass", "sub bass", "finger bass"]),
                new Ensemble(1, new Seat(Role.Drums, 1, "electronic kit", "sampled kit", "drum kit"),
                    new Seat(Role.Bass, 1, "synth bass", "sub bass"), new Seat(Role.Pad, 0.6, Ensembles.Pads),
                    new Seat(Role.Chords, 0.5, "piano", "saw chords")),
            ],
        },
    ];
}
