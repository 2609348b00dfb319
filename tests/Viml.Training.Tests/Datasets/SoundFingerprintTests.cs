using Viml.Media.Audio;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class SoundFingerprintTests
{
    private const int Rate = 22_050;

    [Fact]
    public void A_track_is_the_same_when_it_is_quieter_noisy_or_begins_elsewhere_and_no_other()
    {
        using var folder = new TemporaryFolder();
        var (song, other, random) = (Song(1, 20), Song(2, 20), new Random(3));
        var whole = Print(song);

        Assert.True(whole.IsSameAs(Print([.. song.Select(sample => 0.4f * sample + 0.004f * (random.NextSingle() - 0.5f))])));
        Assert.True(whole.IsSameAs(Print(song[(3 * Rate + 77)..])));
        Assert.True(Print(song[(3 * Rate + 77)..]).IsSameAs(whole));
        Assert.False(whole.IsSameAs(Print(other)));
        Assert.False(whole.IsSameAs(Print(new float[20 * Rate])));
        Assert.False(Print(new float[20 * Rate]).IsSameAs(Print(new float[10 * Rate])));

        SoundFingerprint Print(float[] samples)
        {
            AudioWriter.Write(folder["a.wav"], samples, 1, Rate);
            return SoundFingerprint.OfFile(folder["a.wav"], default);
        }
    }

    [Fact]
    public void Stretches_cover_a_video_but_for_a_short_rest()
    {
        Assert.Equal([(0.0, 95.0)], FolderDataset.Stretches(95, null));
        Assert.Equal([(0.0, 30.0), (30, 60), (60, 90)], FolderDataset.Stretches(95, 30));
        Assert.Equal([(0.0, 30.0), (30, 45)], FolderDataset.Stretches(45, 30));
        Assert.Equal([(0.0, 7.0)], FolderDataset.Stretches(7, 30));
    }

    /// <summary>Chords of three notes that change four times a second.</summary>
    internal static float[] Song(int seed, int seconds)
    {
        var random = new Random(seed);
        var samples = new float[seconds * Rate];
        const int chord = Rate / 4;
        for (var start = 0; start < samples.Length; start += chord)
        {
            var notes = Enumerable.Range(0, 3).Select(_ => 200 * Math.Pow(2, random.Next(40) / 12.0)).ToArray();
            for (var i = start; i < Math.Min(start + chord, samples.Length); i++)
                samples[i] = (float)(notes.Sum(hertz => Math.Sin(2 * Math.PI * hertz * i / Rate)) / 8)
                    + 0.02f * (random.NextSingle() - 0.5f);
        }
        return samples;
    }
}
