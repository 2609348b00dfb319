using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Country: train beats, picked guitars, fiddle and harmonica.</summary>
internal sealed class Country : Genre
{
    public override string Name => "country";

    public override IReadOnlyList<string> Moods { get; } =
    [
        "happy", "fun", "uplifting", "warm", "hopeful", "playful", "energetic", "romantic", "sad",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "two-step", Weight = 2, Tempo = (92, 168),
            MajorTendency = 0.8, Major = ["I IV I V", "I I IV I V V I I", "I V I IV I V I I", "I vi IV V"], MajorScale = Scales.Ionian,
            Grooves = [Grooves.Country, Grooves.CountryTrain], Basses = [BassLine.RootFifth],
            Compings = [Comping.AfterBeat, Comping.Strum], Brightness = 0.65, Looseness = 0.5,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 0.8, "drum kit", "brush kit"),
                    new Seat(Role.Bass, 1, "finger bass", "picked bass", "double bass pizzicato"),
                    new Seat(Role.Chords, 1, "steel guitar"), new Seat(Role.Arpeggio, 0.5, "banjo", "clean guitar", "mandolin"),
                    new Seat(Role.Lead, 0.8, "fiddle", "harmonica", "clean guitar", "accordion"),
                    new Seat(Role.Pad, 0.2, "electric organ")),
                Ensembles.Duo(1, ["fiddle", "harmonica", "mandolin"], ["steel guitar", "banjo"]),
                Ensembles.Solo(0.7, "steel guitar", "banjo", "fiddle", "harmonica"),
            ],
        },
        new Style
        {
            Name = "country waltz", Tempo = (80, 126),
            Meters = [(3, false)], MajorTendency = 0.75, Major = ["I IV V I", "I I IV IV V V I I"], Grooves = [Grooves.Country],
            Basses = [BassLine.Held], Compings = [Comping.AfterBeat, Comping.Strum], Looseness = 0.6,
            Ensembles =
            [
                new Ensemble(1, new Seat(Role.Drums, 0.5, "brush kit"), new Seat(Role.Bass, 1, "double bass pizzicato", "finger bass"),
                    new Seat(Role.Chords, 1, "steel guitar", "piano"), new Seat(Role.Lead, 0.9, "fiddle", "harmonica", "steel guitar")),
            ],
        },
    ];
}
