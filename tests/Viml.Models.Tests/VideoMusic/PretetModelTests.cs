using Viml.Engine.Autograd;
using Viml.Models.VideoMusic;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.Tests.VideoMusic;

public sealed class PretetModelTests
{
    private static readonly PretetConfig Tiny = new()
    {
        VideoWidth = 5, MusicWidth = 7, VideoHidden = [12], MusicHidden = [12, 10], JointWidth = 8,
    };

    [Fact]
    public void Embeddings_are_unit_vectors_of_the_mean_over_time()
    {
        var model = PretetModel.Random(Tiny, 1);
        var twice = new FeatureSequence([.. Sequence(1, 1, 7).Values, .. Sequence(1, 1, 7).Values], 2, 7, 1);
        var crossed = new FeatureSequence([.. Sequence(3, 2, 5).Step(1), .. Sequence(3, 2, 5).Step(0)], 2, 5, 1);

        Assert.Equal(1, model.EmbedMusic([Sequence(1, 1, 7)]).Sum(value => value * (double)value), 1e-5);
        Near(model.EmbedMusic([Sequence(1, 1, 7)]), model.EmbedMusic([twice]));
        Near(model.EmbedVideos([Sequence(3, 2, 5)]), model.EmbedVideos([crossed])); // order does not matter
    }

    [Fact]
    public void Rows_do_not_depend_on_the_others_of_their_batch()
    {
        var model = PretetModel.Random(Tiny, 1);

        var both = model.EmbedVideos([Sequence(1, 2, 5), Sequence(2, 3, 5)]);

        Near(model.EmbedVideos([Sequence(2, 3, 5)]), both[8..]);
        Assert.Empty(model.EmbedVideos([]));
    }

    [Fact]
    public void Gradients_reach_every_parameter()
    {
        var model = PretetModel.Random(Tiny, 1);
        var tape = Tape.ForTraining(1);
        Tensor video = Tensor.From(Sequence(1, 6, 5).Values, 6, 5), music = Tensor.From(Sequence(2, 6, 7).Values, 6, 7);

        var loss = tape.HardestTriplet(
            model.ForwardVideo(tape, tape.Constant(video)), model.ForwardMusic(tape, tape.Constant(music)), 1, new[] { 0, 1, 2, 3, 4, 5 });
        tape.Backward(loss);

        foreach (var (name, variable) in model.Parameters.Trainable)
            Assert.True(variable.Gradient is not null && variable.Gradient.Span.ContainsAnyExcept(0f), $"{name} has no gradient");
    }

    [Fact]
    public void The_preset_of_the_paper_has_its_features_and_the_layers_of_vm_net()
    {
        Assert.Equal((512, 256, 512), (PretetConfig.Paper.VideoWidth, PretetConfig.Paper.MusicWidth, PretetConfig.Paper.JointWidth));
        Assert.Equal([2048, 1024], PretetConfig.Paper.MusicHidden);
        Assert.Equal([2048], PretetConfig.Paper.VideoHidden);
    }

    [Fact]
    public void Wrong_inputs_are_errors_that_say_the_sizes()
    {
        var model = PretetModel.Random(Tiny, 1);

        Assert.Contains("[2, 8]", Assert.Throws<ArgumentException>(() => model.EmbedMusic([Sequence(1, 2, 8)])).Message);
        Assert.Throws<ArgumentException>(() => model.EmbedVideos([Sequence(1, 0, 5)]));
        var faults = Assert.Throws<ArgumentException>(
            () => (Tiny with { JointWidth = 0, Dropout = 1, MusicHidden = [-1] }).Validate()).Message;
        Assert.Contains("JointWidth", faults);
        Assert.Contains("Dropout", faults);
        Assert.Contains("MusicHidden", faults);
    }

    private static FeatureSequence Sequence(int seed, int time, int width)
    {
        var random = new Random(seed);
        return new FeatureSequence(
            [.. Enumerable.Range(0, time * width).Select(_ => (float)(random.NextDouble() * 2 - 1))], time, width, 1);
    }

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5);
    }
}
