using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Chill-out and downtempo: soft beats, electric piano, pads.</summary>
internal sealed class Chillout : Genre
{
    public override string Name => "chillout";

    public override IReadOnlyList<string> Moods { get; } =
    [
        "mellow", "relaxing", "calm", "dreamy", "warm", "soft", "groovy", "peaceful", "romantic",
    ];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "downtempo", Tempo = (68, 104),
            Harmony = Harmony.Sevenths, MinorScale = Scales.Dorian, Grooves = [Grooves.Chill, Grooves.Downtempo, Grooves.HipHopLazy],
            Basses = [BassLine.Syncopated, BassLine.Held], Compings = [Comping.Jazz, Comping.Whole, Comping.Tresillo], Swing = 0.04,
            Looseness = 0.4, Loudness = 0.45, Brightness = 0.4,
            Ensembles =
            [
                new Ensemble(2, new Seat(Role.Drums, 0.8, "808 kit", "sampled kit", "electronic kit", "drum kit"),
                    new Seat(Role.Bass, 0.9, "fretless bass", "synth bass", "finger bass", "sub bass"),
                    new Seat(Role.Chords, 0.9, "rhodes", "fm piano", "clean guitar", "rhodes"), new Seat(Role.Pad, 0.6, Ensembles.Pads),
                    new Seat(Role.Lead, 0.5, "soft lead", "flute", "soprano saxophone", "muted trumpet", "vibraphone")),
                new Ensemble(1, new Seat(Role.Solo, 1, "rhodes", "fm piano"), new Seat(Role.Pad, 0.7, Ensembles.Pads),
                    new Seat(Role.Percussion, 0.4, "hand percussion", "bongos")),
                new Ensemble(1, new Seat(Role.Arpeggio, 1, "classical guitar", "clean guitar", "kalimba"),
                    new Seat(Role.Pad, 0.8, Ensembles.Pads), new Seat(Role.Bass, 0.6, "fretless bass")),
                Ensembles.Solo(0.6, "rhodes", "fm piano", "clean guitar"),
            ],
        },
    ];
}
