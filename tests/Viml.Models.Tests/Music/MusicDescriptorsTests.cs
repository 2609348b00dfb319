using Viml.Models.Music;

namespace Viml.Models.Tests.Music;

public sealed class MusicDescriptorsTests
{
    [Fact]
    public void Names_are_unique_and_spreads_positive()
    {
        Assert.Equal(MusicDescriptors.Count, MusicDescriptors.Features.Select(feature => feature.Name).Distinct().Count());
        Assert.All(MusicDescriptors.Features, feature => Assert.True(feature.Spread > 0, feature.Name));
    }

    [Fact]
    public void Every_descriptor_is_finite_and_within_three_on_extreme_sounds()
    {
        foreach (
            var samples in new[] { Sounds.Silence(), Sounds.Noise(1), Sounds.Noise(1e-6f), Sounds.Clicks(180, 1), Sounds.Chord(0.3f, 60) })
            Assert.All(Measure(samples).Values, value => Assert.InRange(value, -3f, 3f));
    }

    [Fact]
    public void Ten_times_the_amplitude_is_20_dB_more_and_nothing_else()
    {
        var (soft, loud) = (Raw(Sounds.Noise(0.05f)), Raw(Sounds.Noise(0.5f)));

        Assert.Equal(20, loud["loudness.mean"] - soft["loudness.mean"], 0.5);
        Assert.Equal(soft["spectrum.centroid.mean"], loud["spectrum.centroid.mean"], 0.5);
        Assert.Equal(soft["onset.density"], loud["onset.density"], 0.01);
    }

    [Fact]
    public void High_notes_are_brighter_than_low_ones_and_noise_is_flat()
    {
        var (low, high, noise) = (Raw(Sounds.Chord(0.2f, 45)), Raw(Sounds.Chord(0.2f, 93)), Raw(Sounds.Noise(0.3f)));

        Assert.True(high["spectrum.centroid.mean"] > low["spectrum.centroid.mean"] + 20);
        Assert.True(noise["spectrum.flatness"] > low["spectrum.flatness"] + 5);
    }

    [Fact]
    public void Clicks_are_more_percussive_than_a_held_chord()
    {
        var (clicks, chord) = (Raw(Sounds.Clicks(120)), Raw(Sounds.Chord(0.2f, 60, 64, 67)));

        Assert.True(
            clicks["change.percussiveness"] > chord["change.percussiveness"] + 0.1,
            $"{clicks["change.percussiveness"]} and {chord["change.percussiveness"]}");
        Assert.True(clicks["onset.density"] > chord["onset.density"] + 0.5, $"{clicks["onset.density"]} and {chord["onset.density"]}");
    }

    [Theory]
    [InlineData(75)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(160)]
    public void The_tempo_of_clicks_is_found(double beatsPerMinute)
    {
        var raw = Raw(Sounds.Clicks(beatsPerMinute));

        Assert.Equal(Math.Log2(beatsPerMinute / 120), raw["pulse.tempo"], 0.06);
        Assert.True(raw["pulse.clarity"] > 0.4, $"clarity {raw["pulse.clarity"]}");
        Assert.Equal(beatsPerMinute / 60, raw["onset.density"], 0.4);
        Assert.True(raw["onset.regularity"] < 0.1);
    }

    [Fact]
    public void Major_and_minor_are_told_apart()
    {
        // I IV V I in C major, and i iv v i in A minor.
        var major = Raw(Sounds.Chords(0.2f, [60, 64, 67], [65, 69, 72], [67, 71, 74], [60, 64, 67]));
        var minor = Raw(Sounds.Chords(0.2f, [57, 60, 64], [62, 65, 69], [64, 67, 71], [57, 60, 64]));

        Assert.True(major["harmony.mode"] > 0.02, $"major {major["harmony.mode"]}");
        Assert.True(minor["harmony.mode"] < -0.02, $"minor {minor["harmony.mode"]}");
    }

    [Fact]
    public void Harmony_does_not_depend_on_the_key()
    {
        var (c, e) = (Raw(Sounds.Chord(0.2f, 60, 64, 67)), Raw(Sounds.Chord(0.2f, 64, 68, 71)));

        foreach (var name in new[] { "harmony.mode", "harmony.interval3", "harmony.interval4", "harmony.interval5" })
            Assert.Equal(c[name], e[name], 0.05);
    }

    private static Dictionary<string, double> Raw(float[] samples) =>
        MusicDescriptors.Features.Zip(Measure(samples).Values).ToDictionary(
            pair => pair.First.Name, pair => (double)pair.First.Unscale(pair.Second));

    private static (float[] Values, float[] Mel) Measure(float[] samples)
    {
        var mel = new float[MusicFrontEnd.Bands * MusicFrontEnd.Frames];
        MusicFrontEnd.Compute(samples, mel);
        var values = new float[MusicDescriptors.Count];
        MusicDescriptors.Measure(samples, mel, values);
        return (values, mel);
    }
}
