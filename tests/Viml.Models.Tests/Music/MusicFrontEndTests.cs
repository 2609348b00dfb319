using Viml.Engine.Weights;
using Viml.Models.Music;
using Viml.Testing;

namespace Viml.Models.Tests.Music;

public sealed class MusicFrontEndTests
{
    [Fact]
    public void Decibels_meet_the_reference()
    {
        // The oracle is torchaudio 0.13 in float32, whose own rounding shows where a band is 60 dB below the loudest.
        using var reference = SafeTensorsFile.Open(Path.Combine(TestPaths.Fixtures, "frontend", "musicnn_mel.safetensors"));
        var expected = reference.Read("db").Span;
        var actual = new float[96 * 188];

        MusicFrontEnd.Compute(reference.Read("pcm").Span, actual);

        for (var i = 0; i < actual.Length; i++)
            Assert.True(
                Math.Abs(actual[i] - expected[i]) < 5e-3,
                $"[{i / 188}, {i % 188}]: expected {expected[i]} dB, is {actual[i]}, allowed 0.005");
    }

    [Fact]
    public void Silence_is_the_floor()
    {
        var actual = new float[96 * 188];

        MusicFrontEnd.Compute(Sounds.Silence(), actual);

        Assert.All(actual, value => Assert.Equal(-100f, value, 1e-4f));
    }

    [Fact]
    public void Wrong_lengths_are_errors_with_both_numbers()
    {
        Assert.Contains(
            "47999", Assert.Throws<ArgumentException>(() => MusicFrontEnd.Compute(new float[47999], new float[96 * 188])).Message);
        Assert.Contains("18048", Assert.Throws<ArgumentException>(() => MusicFrontEnd.Compute(new float[48000], new float[100])).Message);
    }
}
