using Viml.Models.Music;

namespace Viml.Models.Tests.Music;

public class SoundContentTests
{
    private const int Rate = 16000, Window = 3 * Rate;

    [Fact]
    public void Silence_and_what_is_hardly_louder_is_no_music()
    {
        Assert.True(SoundContent.IsSilenceOrNoise([]));
        Assert.True(SoundContent.IsSilenceOrNoise(new float[Window]));
        Assert.True(SoundContent.IsSilenceOrNoise(Chord(0.0003f)));
    }

    [Theory]
    [InlineData(0)] // white
    [InlineData(0.9)] // the higher the quieter
    [InlineData(0.98)]
    [InlineData(-0.9)] // the higher the louder
    public void Noise_of_any_colour_is_no_music(double memory)
    {
        var random = new Random(1);
        var samples = new float[Window];
        var last = 0.0;
        for (var i = 0; i < Window; i++)
            samples[i] = (float)(last = memory * last + 0.02 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));

        Assert.True(SoundContent.IsSilenceOrNoise(samples));
    }

    [Fact]
    public void A_chord_is_music_also_in_loud_noise()
    {
        var random = new Random(1);
        var samples = Chord(0.1f);
        Assert.False(SoundContent.IsSilenceOrNoise(samples));

        for (var i = 0; i < Window; i++) samples[i] += (float)(0.05 * (random.NextDouble() - 0.5));
        Assert.False(SoundContent.IsSilenceOrNoise(samples));
    }

    [Fact]
    public void Drums_are_music()
    {
        var random = new Random(1);
        var samples = new float[Window];
        for (var i = 0; i < Window; i++) // noise that dies away twice a second, over a low tone
        {
            var beat = i % (Rate / 2) / (double)Rate;
            samples[i] = (float)(Math.Exp(-12 * beat) * (random.NextDouble() - 0.5) + 0.5 * Math.Exp(-6 * beat) * Math.Sin(400 * beat));
        }

        Assert.False(SoundContent.IsSilenceOrNoise(samples));
    }

    [Fact]
    public void A_few_samples_are_judged_by_their_level()
    {
        Assert.False(SoundContent.IsSilenceOrNoise([0.5f, -0.5f]));
        Assert.True(SoundContent.IsSilenceOrNoise([0.0005f, -0.0005f]));
    }

    private static float[] Chord(float level) =>
        [.. Enumerable.Range(0, Window).Select(i => level * (float)new[] { 220, 277.2, 329.6, 440 }
            .Sum(hertz => Enumerable.Range(1, 8).Sum(partial => Math.Sin(2 * Math.PI * hertz * partial * i / Rate) / partial / 8)))];
}
