using Viml.Models.Music;

namespace Viml.Models.Tests.Music;

public sealed class MusiCnnEncoderTests
{
    private static readonly MusiCnnEncoder Encoder = new(
        MusiCnn.Random(new MusiCnnConfig { VerticalFilters = 2, HorizontalFilters = 2, MiddleFilters = 3, Features = 8 }, 1));

    [Fact]
    public void A_feature_is_learned_then_measured_whatever_the_batch()
    {
        float[][] windows = [.. Enumerable.Range(0, 9).Select(i => Sounds.Clicks(80 + 10 * i))];
        var (features, tags) = (new float[9 * Encoder.Width], new float[9 * 89]);
        Encoder.Encode(windows.SelectMany(window => window).ToArray(), 9, features, tags);

        Assert.Equal(8 + MusicDescriptors.Count, Encoder.Width);
        Assert.All(tags, tag => Assert.InRange(tag, 0f, 1f));
        foreach (var window in new[] { 0, 7, 8 })
        {
            var (alone, measured) = (new float[Encoder.Width], new float[MusicDescriptors.Count]);
            Encoder.Encode(windows[window], 1, alone, []);
            var mel = new float[96 * 188];
            MusicFrontEnd.Compute(windows[window], mel);
            MusicDescriptors.Measure(windows[window], mel, measured);
            for (var i = 0; i < Encoder.Width; i++)
                Assert.Equal(alone[i], features[window * Encoder.Width + i], 1e-3f);
            Assert.Equal(measured, alone[8..]);
        }
    }

    [Fact]
    public void No_windows_do_nothing() => Encoder.Encode([], 0, [], []);

    [Fact]
    public void Wrong_lengths_are_errors_that_name_the_argument()
    {
        Assert.Equal(
            "windows", Assert.Throws<ArgumentException>(() => Encoder.Encode(new float[10], 1, new float[Encoder.Width], [])).ParamName);
        Assert.Equal("features", Assert.Throws<ArgumentException>(() => Encoder.Encode(new float[48000], 1, new float[3], [])).ParamName);
        Assert.Equal("tagProbabilities", Assert.Throws<ArgumentException>(
            () => Encoder.Encode(new float[48000], 1, new float[Encoder.Width], new float[50])).ParamName);
    }

    [Fact]
    public void A_network_with_other_tags_gives_features_only()
    {
        var encoder = new MusiCnnEncoder(
            MusiCnn.Random(
                new MusiCnnConfig { VerticalFilters = 2, HorizontalFilters = 2, MiddleFilters = 3, Features = 8, Tags = 50 }, 1));

        encoder.Encode(new float[48000], 1, new float[encoder.Width], []);
        Assert.Throws<InvalidOperationException>(() => encoder.Encode(new float[48000], 1, new float[encoder.Width], new float[89]));
    }
}
