using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>House: four to the floor, off-beat hats, stabs and deep bass.</summary>
internal sealed class House : Genre
{
    public override string Name => "house";

    public override IReadOnlyList<string> Moods { get; } = ["groovy", "energetic", "uplifting", "fun", "happy", "warm", "mellow"];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "house", Weight = 1.4, Tempo = (116, 128),
            Harmony = Harmony.Sevenths, MinorScale = Scales.Dorian,
            Grooves = [Grooves.FourFloor, Grooves.FourFloorHats, Grooves.FourFloorSnare], Basses = [BassLine.Syncopated, BassLine.Octaves],
            Compings = [Comping.Stabs, Comping.Tresillo, Comping.OffBeat], Looseness = 0.06, Loudness = 0.75,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 1, "electronic kit", "808 kit"),
                    new Seat(Role.Bass, 1, "synth bass", "sub bass", "finger bass"),
                    new Seat(Role.Chords, 0.95, "piano", "electric organ", "saw chords", "rhodes"),
                    new Seat(Role.Pad, 0.5, Ensembles.Pads),
                    new Seat(Role.Lead, 0.4, "synth lead", "solo voice", "alto saxophone", "soft lead")),
                Ensembles.DrumsAndBass(1, ["electronic kit", "808 kit"], ["synth bass", "sub bass"]),
                new Ensemble(0.6, new Seat(Role.Drums, 1, "electronic kit", "808 kit"),
                    new Seat(Role.Chords, 1, "piano", "electric organ", "saw chords")),
            ],
        },
        new Style
        {
            Name = "deep house", Tempo = (110, 124),
            Harmony = Harmony.Sevenths, MinorScale = Scales.Dorian, MajorTendency = 0.35,
            Grooves = [Grooves.FourFloor, Grooves.TechnoPlain], Basses = [BassLine.Syncopated, BassLine.Held],
            Compings = [Comping.Stabs, Comping.Whole], Looseness = 0.08, Loudness = 0.55, Brightness = 0.35,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 1, "808 kit", "electronic kit"), new Seat(Role.Bass, 1, "sub bass", "synth bass"),
                    new Seat(Role.Chords, 1, "rhodes", "fm piano", "electric organ"), new Seat(Role.Pad, 0.7, Ensembles.Pads),
                    new Seat(Role.Lead, 0.3, "soft lead", "muted trumpet")),
            ],
        },
    ];
}
