using Viml.Training.Evaluation;

namespace Viml.Training.Tests.Evaluation;

public sealed class SoundWordsTests
{
    [Fact]
    public void Frames_of_one_kind_get_one_code()
    {
        // Two kinds of windows with a little noise: constant frames have no slope.
        var random = new Random(1);
        var windows = Enumerable.Range(0, 40).Select(i => Window(i % 2 == 0 ? [5, -3] : [-5, 3], random)).ToArray();
        var words = SoundWords.Learn(windows, coefficients: 2, size: 2, seed: 1);
        Assert.Equal(2, words.Size);
        float[] first = Histogram(words, windows[0]), second = Histogram(words, windows[1]);
        Assert.Equal(20, first.Max());
        Assert.Equal(first, Histogram(words, windows[2]));
        Assert.Equal(20, second[Array.IndexOf(first, 0)]);
        SoundWords.Normalise(first);
        Assert.Equal(1, first.Max());
    }

    [Fact]
    public void There_are_never_more_codes_than_an_eighth_of_the_frames() =>
        Assert.Equal(5, SoundWords.Learn([.. Enumerable.Range(0, 2).Select(i => Window([i, 1], new Random(i)))], 2, size: 1024,
            seed: 1).Size);

    private static float[] Histogram(SoundWords words, float[] window)
    {
        var histogram = new float[words.Size];
        words.Count(window, histogram);
        return histogram;
    }

    private static float[] Window(float[] frame, Random random) =>
        [.. Enumerable.Range(0, 20).SelectMany(_ => frame.Select(value => value + 0.01f * random.NextSingle()))];
}
