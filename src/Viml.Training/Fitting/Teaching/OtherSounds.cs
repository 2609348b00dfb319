using Viml.Models.Music;

namespace Viml.Training.Fitting.Teaching;

/// <summary>Sounds that are no music, such as speech, noise and silence: no tag is true of them, whatever the teachers say.</summary>
/// <param name="sounds">The sounds.</param>
internal sealed class OtherSounds(IReadOnlyList<MusicWindows> sounds) : IMusicSource
{
    public int Count => sounds.Count;

    public void Load(int piece, Random random, MusicRow row)
    {
        sounds[piece].ReadSpectrogram(random.Next(sounds[piece].Count), row.Decibels);
        SpectrogramAugmentation.Apply(row.Decibels, MusicFrontEnd.Bands, MusicFrontEnd.Frames, random);
        row.Tags.Clear();
        row.Weights.Fill(1);
        row.Measure(MusicWindows.NoMeasures);
        row.Teach(null, []);
    }
}
