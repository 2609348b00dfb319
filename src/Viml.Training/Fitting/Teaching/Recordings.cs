using Viml.Models;
using Viml.Models.Music;

namespace Viml.Training.Fitting.Teaching;

/// <summary>
/// Recordings of which only what teachers hear is known. They are changed little, because the teachers heard them unchanged.
/// </summary>
/// <param name="recordings">The recordings.</param>
/// <param name="scale">Of the teachers.</param>
/// <param name="heard">What the teachers hear in each recording.</param>
internal sealed class Recordings(
    IReadOnlyList<MusicWindows> recordings, TeacherScale scale, IReadOnlyList<FeatureSequence> heard) : IMusicSource
{
    // A tag no teacher hears is most likely not there, but that is no more than a guess.
    private const float Unheard = 0.02f, UnheardWeight = 0.1f;

    public int Count => recordings.Count;

    public void Load(int piece, Random random, MusicRow row)
    {
        var window = random.Next(recordings[piece].Count);
        recordings[piece].ReadSpectrogram(window, row.Decibels);
        SpectrogramAugmentation.ApplyLightly(row.Decibels, MusicFrontEnd.Bands, MusicFrontEnd.Frames, random);
        var said = heard[piece].Step(window);
        for (var tag = 0; tag < row.Tags.Length; tag++)
            (row.Tags[tag], row.Weights[tag]) = scale.IsHeard(tag) ? (scale.Target(said, tag), 1) : (Unheard, UnheardWeight);
        row.Measure(MusicWindows.NoMeasures);
        row.Teach(scale, said);
    }
}
