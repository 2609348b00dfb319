using Viml.Corpus.Latents;
using Viml.Corpus.Rendering;

namespace Viml.Corpus.Tests.Rendering;

public sealed class RecordingChainTests
{
    private const int Rate = 32_000;

    [Fact]
    public void Every_chain_leaves_sound_that_neither_clips_nor_vanishes()
    {
        var kinds = new HashSet<RecordingKind>();
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new RandomStream(seed);
            var chain = RecordingChain.Draw(LatentSampler.Sample(1, (int)seed, 30), random);
            kinds.Add(chain.Kind);
            var sound = Tone(440, 3000);
            chain.Apply(sound, random);
            Assert.InRange(sound.Peak(), 0.01, 0.9401);
            Assert.InRange(sound.Rms(), 0.005, 0.7);
            Assert.True(!chain.Mono || sound.Left.AsSpan().SequenceEqual(sound.Right));
        }
        Assert.Equal(Enum.GetValues<RecordingKind>().Length, kinds.Count);
    }

    [Fact]
    public void A_low_pass_keeps_low_tones_and_takes_high_ones()
    {
        var low = Tone(200, 200);
        var high = Tone(8000, 8000);
        Biquad.LowPass(1000, Rate).Apply(low);
        Biquad.LowPass(1000, Rate).Apply(high);
        Assert.InRange(low.Rms(), 0.17, 0.19);
        Assert.True(high.Rms() < 0.01);
    }

    [Fact]
    public void A_room_goes_on_sounding_after_the_sound()
    {
        var sound = Tone(440, 440);
        Array.Clear(sound.Left, Rate / 2, sound.Length - Rate / 2);
        Array.Clear(sound.Right, Rate / 2, sound.Length - Rate / 2);
        Reverberation.Apply(sound, 1.5, 0.3, 0.3);
        Assert.True(sound.Left.Skip(Rate / 2 + 3200).Take(3200).Max(Math.Abs) > 0.005);
        Assert.True(sound.Left.Skip(sound.Length - 1600).Max(Math.Abs) < 0.2);
    }

    // A second of two tones of amplitude 0.25, 0.177 RMS, the same for one tone twice.
    private static StereoSound Tone(double left, double right)
    {
        var sound = new StereoSound(new float[Rate], new float[Rate], Rate);
        for (var i = 0; i < Rate; i++)
        {
            sound.Left[i] = (float)(0.25 * Math.Sin(2 * Math.PI * left * i / Rate));
            sound.Right[i] = (float)(0.25 * Math.Sin(2 * Math.PI * right * i / Rate));
        }
        return sound;
    }
}
