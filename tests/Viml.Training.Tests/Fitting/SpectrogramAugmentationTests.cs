using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class SpectrogramAugmentationTests
{
    private const int Mels = 96, Frames = 188;

    [Fact]
    public void The_same_random_numbers_give_the_same_change_and_others_another()
    {
        Assert.Equal(Changed(5), Changed(5));
        Assert.NotEqual(Changed(5), Changed(6));
    }

    [Fact]
    public void Values_stay_finite_and_within_bounds_of_what_a_recording_can_show()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var changed = Changed(seed);
            // -80 to 0 dB before: gain of -14 to +6, tone of 4 dB deviation, 45 dB out of the band. Not a number is in no range.
            Assert.InRange(changed.Min(), -80 - 14 - 45 - 6 * 4, 0);
            Assert.InRange(changed.Max(), -80, 6 + 6 * 4 + 1);
        }
    }

    [Fact]
    public void On_average_music_stays_recognisable()
    {
        var original = Original();
        var correlations = Enumerable.Range(0, 100).Select(seed => Correlation(original, Changed(seed))).Order().ToArray();
        Assert.InRange(correlations[50], 0.6, 0.999);
    }

    [Fact]
    public void Many_runs_change_the_level_both_ways_but_lower_it_on_average()
    {
        var mean = Original().Average();
        var changes = Enumerable.Range(0, 200).Select(seed => Changed(seed).Average() - mean).ToArray();
        Assert.Contains(changes, change => change > 1);
        Assert.Contains(changes, change => change < -8);
        Assert.InRange(changes.Average(), -12, 2);
    }

    [Fact]
    public void A_mask_is_one_band_and_one_gap_and_nothing_else()
    {
        // Without band limit and noise a change is the same for every frame of a band; what differs from it is masked.
        var original = Original();
        var masked = 0;
        for (var seed = 0; seed < 150; seed++)
        {
            var changed = Changed(seed);
            var differs = new bool[Mels, Frames];
            for (var mel = 0; mel < Mels; mel++)
            {
                var changes = Enumerable.Range(0, Frames).Select(
                    frame => changed[mel * Frames + frame] - original[mel * Frames + frame]).ToArray();
                var common = changes.Order().ElementAt(Frames / 2);
                for (var frame = 0; frame < Frames; frame++) differs[mel, frame] = Math.Abs(changes[frame] - common) > 1e-3f;
            }
            var cells = Enumerable.Range(0, Mels).SelectMany(mel => Enumerable.Range(0, Frames).Where(frame => differs[mel, frame])
                .Select(frame => (mel, frame))).ToArray();
            var isNoisy = cells.Length > Mels * Frames / 4 - Mels * Frames / 64;
            if (isNoisy || cells.Length == 0) continue;
            masked++;
            var bands = Enumerable.Range(0, Mels).Where(mel => Enumerable.Range(0, Frames)
                .Count(frame => differs[mel, frame]) > Frames / 2).ToArray();
            var gap = cells.Where(cell => !bands.Contains(cell.mel)).Select(cell => cell.frame).Distinct().Order().ToArray();
            Assert.InRange(bands.Length, 0, Mels / 8);
            Assert.InRange(gap.Length, 0, Frames / 8);
            if (bands.Length > 0) Assert.Equal(bands.Length - 1, bands[^1] - bands[0]);
            if (gap.Length > 0) Assert.Equal(gap.Length - 1, gap[^1] - gap[0]);
        }
        Assert.InRange(masked, 20, 60); // half of those without noise, which are half
    }

    [Fact]
    public void Silence_gives_finite_values()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var decibels = new float[Mels * Frames];
            Array.Fill(decibels, -100);
            SpectrogramAugmentation.Apply(decibels, Mels, Frames, new Random(seed));
            Assert.True(decibels.All(float.IsFinite));
        }
    }

    private static float[] Changed(int seed)
    {
        var decibels = Original();
        SpectrogramAugmentation.Apply(decibels, Mels, Frames, new Random(seed));
        return decibels;
    }

    /// <summary>Beats over falling highs, from -80 to 0 dB; no two neighbours are alike.</summary>
    private static float[] Original()
    {
        var random = new Random(0);
        var decibels = new float[Mels * Frames];
        for (var mel = 0; mel < Mels; mel++)
            for (var frame = 0; frame < Frames; frame++)
                decibels[mel * Frames + frame] = -60f * mel / Mels - 0.5f * (frame % 20) - 10 * random.NextSingle();
        return decibels;
    }

    private static double Correlation(float[] a, float[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        double product = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }
        return product / Math.Sqrt(squareA * squareB);
    }
}
