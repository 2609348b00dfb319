using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Reggae and dub: off-beat chords, deep bass, one drop.</summary>
internal sealed class Reggae : Genre
{
    public override string Name => "reggae";

    public override IReadOnlyList<string> Moods { get; } = ["relaxing", "groovy", "happy", "mellow", "warm", "fun", "peaceful"];

    public override IReadOnlyList<Style> Styles { get; } =
    [
        new Style
        {
            Name = "reggae", Tempo = (66, 92),
            MajorTendency = 0.6, Harmony = Harmony.Triads, Major = ["I IV", "I V vi IV", "I ii", "I IV V IV"],
            Minor = ["i iv", "i VII", "i VII VI VII"], Grooves = [Grooves.Reggae, Grooves.ReggaeSteppers, Grooves.ReggaeRockers],
            Basses = [BassLine.Syncopated, BassLine.Arpeggiated], Compings = [Comping.OffBeat], Looseness = 0.35, Loudness = 0.6,
            Brightness = 0.4,
            Ensembles =
            [
                new Ensemble(3, new Seat(Role.Drums, 1, "drum kit"), new Seat(Role.Bass, 1, "finger bass", "fretless bass"),
                    new Seat(Role.Chords, 1, "muted guitar", "clean guitar", "electric organ", "piano"),
                    new Seat(Role.Chords, 0.4, "electric organ"),
                    new Seat(Role.Lead, 0.5, "trombone", "alto saxophone", "harmonica", "electric organ", "trumpet"),
                    new Seat(Role.Percussion, 0.3, "bongos", "hand percussion")),
                Ensembles.DrumsAndBass(1, ["drum kit"], ["finger bass"]),
                new Ensemble(0.5, new Seat(Role.Bass, 1, "finger bass"), new Seat(Role.Chords, 1, "electric organ", "clean guitar")),
            ],
        },
    ];
}
