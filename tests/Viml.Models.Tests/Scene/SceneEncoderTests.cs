using Viml.Models.Scene;

namespace Viml.Models.Tests.Scene;

public sealed class SceneEncoderTests
{
    private static readonly SceneEncoder Encoder = new();

    [Fact]
    public void Feature_names_are_unique_and_about_a_hundred()
    {
        Assert.Equal(SceneFeatures.Count, SceneFeatures.All.Select(feature => feature.Name).Distinct().Count());
        Assert.InRange(SceneFeatures.Count, 90, 120);
        Assert.All(SceneFeatures.All, feature => Assert.True(feature.Spread > 0, feature.Name));
        Assert.Equal(SceneFeatures.Count, Encoder.Width);
    }

    [Fact]
    public void IndexOf_an_unknown_feature_lists_the_known() =>
        Assert.Contains("colour.lightness.mean", Assert.Throws<ArgumentException>(() => SceneFeatures.IndexOf("brightness")).Message);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(12, 3)]
    public void A_begun_second_is_a_step(int frames, int steps)
    {
        var features = Encoder.Encode(Frames.Repeat(Frames.Plain(90, 120, 30), frames));

        Assert.Equal(steps, features.Time);
        Assert.Equal(steps * features.Width, features.Values.Length);
        Assert.Equal(1, features.Rate);
    }

    [Fact]
    public void A_short_last_second_of_a_still_looks_like_the_others()
    {
        var features = Encoder.Encode(Frames.Repeat(Frames.Noise(1), 9));

        var since = SceneFeatures.IndexOf("cut.since"); // counts on by its nature
        for (var i = 0; i < features.Width; i++)
            if (i != since)
                Assert.Equal(features.Step(1)[i], features.Step(2)[i], 3);
    }

    [Fact]
    public void Every_feature_is_finite_and_within_three_on_extreme_frames()
    {
        var frames = new[]
        {
            Frames.Plain(0, 0, 0), Frames.Plain(255, 255, 255), Frames.Plain(255, 0, 0), Frames.Noise(2), Frames.Bar(3),
            Frames.Plain(0, 0, 255),
        };

        var features = Encoder.Encode(frames);

        Assert.All(features.Values, value => Assert.InRange(value, -3f, 3f));
    }

    [Fact]
    public void A_red_video_is_saturated_warm_and_in_the_first_hue_bins()
    {
        var red = Encoder.Encode(Frames.Repeat(Frames.Plain(255, 0, 0), 8));

        // Known values of sRGB red in CIE Lab: 53.24, 80.09, 67.20.
        Assert.Equal(53.24f, Raw(red, "colour.lightness.mean"), 0.1f);
        Assert.Equal(0f, Raw(red, "colour.lightness.spread"), 0.1f);
        Assert.Equal(0.95f, Raw(red, "colour.saturation.mean"), 0.06f); // clamped at three spreads
        Assert.Equal(1f, Raw(red, "colour.warm.share"), 1e-3f);
        Assert.True(Raw(red, "colour.hue.bin0") > 0.6f);
        Assert.True(Raw(red, "colour.hue.bin11") > 0.6f);
        Assert.True(Raw(red, "colour.hue.bin6") < 0.01f);
        Assert.Equal(0f, Raw(red, "colour.neutral.share"), 1e-3f);
    }

    [Fact]
    public void A_blue_video_is_cold_and_a_grey_one_neutral()
    {
        var blue = Encoder.Encode(Frames.Repeat(Frames.Plain(20, 40, 200), 4));
        var grey = Encoder.Encode(Frames.Repeat(Frames.Plain(128, 128, 128), 4));

        Assert.Equal(0f, Raw(blue, "colour.warm.share"), 1e-3f);
        Assert.True(Raw(blue, "colour.b.mean") < -30);
        Assert.Equal(1f, Raw(grey, "colour.neutral.share"), 1e-3f);
        Assert.Equal(0f, Raw(grey, "colour.colourfulness"), 0.1f);
        Assert.Equal(53.6f, Raw(grey, "colour.lightness.mean"), 0.2f);
    }

    [Fact]
    public void Layout_says_where_light_and_colour_are()
    {
        var frame = Frames.Paint((x, y) => x >= 43 && y < 12 ? (255, 255, 255) : (20, 20, 20));

        var features = Encoder.Encode(Frames.Repeat(frame, 4));

        Assert.True(Raw(features, "layout.top.right.l") > 80);
        Assert.True(Raw(features, "layout.bottom.left.l") < 15);
        Assert.True(Raw(features, "layout.brightness.x") > 0.1f);
        Assert.True(Raw(features, "layout.brightness.y") < -0.1f);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 4)]
    public void Edge_directions_tell_vertical_from_horizontal_stripes(bool vertical, int bin)
    {
        var frame = Frames.Paint((x, y) => (vertical ? x : y) / 4 % 2 == 0 ? (200, 200, 200) : (50, 50, 50));

        var features = Encoder.Encode(Frames.Repeat(frame, 4));

        for (var other = 0; other < 8; other++)
            Assert.Equal(other == bin, Raw(features, $"edge.direction.bin{other}") > 0.6f);
    }

    [Fact]
    public void A_still_does_not_move_and_a_moving_bar_does()
    {
        var still = Encoder.Encode(Frames.Repeat(Frames.Bar(20), 8));
        var moving = Encoder.Encode(Enumerable.Range(0, 16).Select(i => Frames.Bar(4 + 3 * i)));

        Assert.Equal(0f, Raw(still, "motion.energy.mean"), 1e-4f);
        Assert.Equal(0f, Raw(still, "cut.flag"), 1e-4f);
        Assert.True(Raw(moving, "motion.energy.mean") > 1.5f);
        Assert.Equal(3f, Raw(moving, "motion.pan.x", step: 1), 0.3f);
        Assert.Equal(0f, Raw(moving, "motion.pan.y", step: 1), 0.1f);
        Assert.Equal(0f, Raw(moving, "cut.flag"), 1e-4f);
    }

    [Fact]
    public void A_pan_over_a_texture_is_translation_with_little_left_over()
    {
        var pan = Encoder.Encode(Enumerable.Range(0, 12).Select(i => Frames.Noise(5, offset: 2 * i)));

        Assert.Equal(-2f, Raw(pan, "motion.pan.x", step: 1), 0.3f); // the picture moves left
        Assert.True(Raw(pan, "motion.residual", step: 1) < Raw(pan, "motion.energy.mean", step: 1) * 0.6f);
    }

    [Fact]
    public void A_cut_is_flagged_in_its_second_only_and_is_no_motion()
    {
        var frames = Frames.Repeat(Frames.Plain(200, 60, 20), 6).Concat(Frames.Repeat(Frames.Plain(20, 60, 160), 6));

        var features = Encoder.Encode(frames);

        Assert.Equal(3, features.Time);
        Assert.Equal([0f, 1f, 0f], Enumerable.Range(0, 3).Select(step => MathF.Round(Raw(features, "cut.flag", step))));
        Assert.Equal(1f, Raw(features, "cut.count", 1), 1e-3f);
        Assert.Equal(0f, Raw(features, "motion.energy.mean", 1), 1e-3f);
        Assert.True(Raw(features, "cut.rate", 2) > 0.2f);
    }

    [Fact]
    public void A_strobe_alternates_and_a_fade_has_a_trend()
    {
        var strobe = Encoder.Encode(
            Enumerable.Range(0, 16).Select(i => Frames.Plain(100 + i % 2 * 20, 100 + i % 2 * 20, 100 + i % 2 * 20)));
        var fade = Encoder.Encode(Enumerable.Range(0, 12).Select(i => Frames.Plain(60 + 5 * i, 60 + 5 * i, 60 + 5 * i)));

        Assert.Equal(1f, Raw(strobe, "motion.flicker.alternation", 3), 1e-3f);
        Assert.Equal(0f, Raw(fade, "motion.flicker.alternation", 1), 1e-3f);
        Assert.True(Raw(fade, "motion.lightness.trend", 1) > 5);
    }

    [Fact]
    public void The_same_frames_give_the_same_numbers_from_many_threads()
    {
        var expected = Encoder.Encode(Enumerable.Range(0, 12).Select(i => Frames.Noise(i))).Values;

        Parallel.For(0, 4, _ => Assert.Equal(expected, Encoder.Encode(Enumerable.Range(0, 12).Select(i => Frames.Noise(i))).Values));
    }

    [Fact]
    public void A_frame_of_another_size_is_an_error_with_both_sizes()
    {
        var error = Assert.Throws<ArgumentException>(() => Encoder.Encode([new byte[100]]));

        Assert.Contains("100", error.Message);
        Assert.Contains("6912", error.Message);
    }

    [Fact]
    public void Mean_gives_a_feature_in_its_own_unit()
    {
        var grey = Encoder.Encode(Frames.Repeat(Frames.Plain(128, 128, 128), 8));

        Assert.Equal(53.6f, SceneFeatures.Mean(grey, "colour.lightness.mean"), 0.2f);
    }

    private static float Raw(FeatureSequence features, string name, int step = 0)
    {
        var index = SceneFeatures.IndexOf(name);
        return SceneFeatures.All[index].Unscale(features.Step(step)[index]);
    }
}
