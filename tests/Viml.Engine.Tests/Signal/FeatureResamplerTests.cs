using Viml.Engine.Signal;
using Viml.Engine.Tests.Kernels;

namespace Viml.Engine.Tests.Signal;

public sealed class FeatureResamplerTests
{
    [Fact]
    public void Fewer_steps_are_means_of_the_time_they_cover() =>
        Numbers.Near([1.5f, 15, 3.5f, 35], Resample([1, 10, 2, 20, 3, 30, 4, 40], 2, 2), 1e-6f, 0);

    [Fact]
    public void Steps_on_a_border_count_by_their_share() => Numbers.Near([4 / 3f, 8 / 3f], Resample([1, 2, 3], 1, 2), 1e-6f, 0);

    [Fact]
    public void More_steps_lie_on_lines_between_the_old_centres() =>
        Numbers.Near([0, 0.25f, 0.75f, 1], Resample([0, 1], 1, 4), 1e-6f, 0);

    [Fact]
    public void Every_shortening_keeps_the_mean()
    {
        for (var time = 1; time <= 40; time++)
            for (var wanted = 1; wanted <= time; wanted++)
            {
                var source = Numbers.Random(time, time);
                Assert.Equal(source.Average(), Resample(source, 1, wanted).Average(), 1e-5f);
            }
    }

    [Fact]
    public void Constant_sequences_stay_constant()
    {
        for (var time = 1; time <= 12; time++)
            for (var wanted = 1; wanted <= 12; wanted++)
                Numbers.Near(Enumerable.Repeat(3f, wanted).ToArray(), Resample([.. Enumerable.Repeat(3f, time)], 1, wanted), 1e-5f, 0);
    }

    [Fact]
    public void The_same_length_is_a_copy() => Assert.Equal([1f, 2f, 3f], Resample([1, 2, 3], 1, 3));

    [Fact]
    public void Nothing_cannot_be_stretched()
    {
        Assert.Throws<ArgumentException>(() => Resample([], 2, 1));
        Assert.Throws<ArgumentException>(() => FeatureResampler.Resample(new float[3], 2, new float[2]));
        Assert.Empty(Resample([1], 1, 0));
    }

    private static float[] Resample(float[] source, int width, int time)
    {
        var result = new float[time * width];
        FeatureResampler.Resample(source, width, result);
        return result;
    }
}
