using Viml.Engine.Autograd;
using Viml.Engine.Learning;
using Viml.Engine.Weights;
using Viml.Models.VideoMusic;
using Viml.Testing;

namespace Viml.Models.Tests.VideoMusic;

public sealed class VideoMusicModelTests
{
    private static readonly VideoMusicConfig Tiny =
        VideoMusicConfig.Default(5, 7, 6) with
        {
            Width = 16, Heads = 2, FeedForward = 32, VideoSteps = 6, MusicSteps = 4, Tags = 9, Dropout = 0,
        };

    [Fact]
    public void Embeddings_are_unit_vectors_of_the_joint_width()
    {
        var model = VideoMusicModel.Random(Tiny, 1);

        foreach (
            var embedding in new[]
            {
                model.EmbedMusic(Sequence(1, 3, 7)), model.EmbedQuery(Sequence(2, 5, 5), Text(3)),
                model.EmbedQuery(Sequence(2, 5, 5), []), model.EmbedQuery(null, Text(3)),
            })
        {
            Assert.Equal(16, embedding.Length);
            Assert.Equal(1.0, embedding.Sum(value => value * (double)value), 1e-5);
        }
    }

    [Fact]
    public void Padding_does_not_change_an_embedding()
    {
        var model = VideoMusicModel.Random(Tiny, 1);
        var (music, video) = (Sequence(1, 2, 7), Sequence(2, 3, 5));
        var batch = model.CreateBatch(2);
        batch.SetMusic(0, music);
        batch.SetVideo(0, video);
        batch.SetText(0, Text(3));
        batch.SetMusic(1, Sequence(5, 4, 7));
        batch.SetVideo(1, Sequence(6, 6, 5));

        var output = model.Forward(Tape.ForInference(), batch);

        Near(model.EmbedMusic(music), output.Music.Value.Slice(0, 1).Span, 1e-5);
        Near(model.EmbedQuery(video, Text(3)), output.Query.Value.Slice(0, 1).Span, 1e-5);
    }

    [Fact]
    public void A_batch_row_that_is_set_again_forgets_the_longer_sequence()
    {
        var model = VideoMusicModel.Random(Tiny, 1);
        var batch = model.CreateBatch(1);
        batch.SetMusic(0, Sequence(5, 4, 7));
        batch.SetMusic(0, Sequence(1, 2, 7));

        Near(model.EmbedMusic(Sequence(1, 2, 7)), model.ForwardMusic(Tape.ForInference(), batch).Value.Span, 1e-5);
    }

    [Fact]
    public void Embedding_many_gives_the_rows_of_embedding_each()
    {
        var model = VideoMusicModel.Random(Tiny, 1);
        FeatureSequence[] music = [Sequence(1, 1, 7), Sequence(2, 4, 7), Sequence(3, 9, 7)];

        var many = model.EmbedMusic(music);

        for (var row = 0; row < music.Length; row++)
            Near(model.EmbedMusic(music[row]), many.AsSpan(row * 16, 16), 1e-5);
        Assert.Empty(model.EmbedMusic([]));
    }

    [Fact]
    public void No_text_is_exactly_the_stored_null_text()
    {
        var model = VideoMusicModel.Random(Tiny, 1);
        model.SetNullText(Text(9));

        Assert.Equal(model.EmbedQuery(Sequence(2, 5, 5), Text(9)), model.EmbedQuery(Sequence(2, 5, 5), []));
        Assert.NotEqual(model.EmbedQuery(Sequence(2, 5, 5), Text(3)), model.EmbedQuery(Sequence(2, 5, 5), []));
        Assert.Equal(Text(9), model.NullText.ToArray());
    }

    [Fact]
    public void A_text_may_have_several_steps_and_padding_does_not_change_its_embedding()
    {
        var model = VideoMusicModel.Random(Tiny with { TextSteps = 3 }, 1);
        var (one, two) = (Text(3), Text(4));
        float[] both = [.. one, .. two];
        var batch = model.CreateBatch(2);
        batch.SetText(0, both);
        batch.SetText(1, [.. one, .. two, .. one]);

        var query = model.ForwardQuery(Tape.ForInference(), batch).Value;

        Near(model.EmbedQuery(null, both), query.Slice(0, 1).Span, 1e-5);
        Assert.NotEqual(model.EmbedQuery(null, one), model.EmbedQuery(null, both));
        Assert.NotEqual(model.EmbedQuery(null, both), model.EmbedQuery(null, [.. two, .. one]));
        // twice as many steps as the model takes: each is the mean of two
        Near(model.EmbedQuery(null, [.. one, .. one, .. two, .. two, .. one, .. one]), query.Slice(1, 1).Span, 1e-5);
        Assert.Throws<ArgumentException>(() => model.EmbedQuery(null, both.AsSpan(1)));
    }

    [Fact]
    public void The_null_text_of_several_steps_is_their_mean()
    {
        var model = VideoMusicModel.Random(Tiny with { TextSteps = 3 }, 1);

        model.SetNullText([.. Text(3), .. Text(4)]);

        Near(Text(3).Zip(Text(4), (a, b) => (a + b) / 2).ToArray(), model.NullText, 1e-6);
        Assert.Equal(model.EmbedQuery(null, model.NullText), model.EmbedQuery(Sequence(2, 0, 5), model.NullText));
    }

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.0, 1.0)]
    [InlineData(0.0, 0.0)]
    public void Dropout_replaces_the_text_or_leaves_out_the_video(double textDropout, double videoDropout)
    {
        var model = VideoMusicModel.Random(Tiny with { TextDropout = textDropout, VideoDropout = videoDropout }, 1);
        model.SetNullText(Text(9));
        var batch = model.CreateBatch(1);
        batch.SetVideo(0, Sequence(2, 5, 5));
        batch.SetText(0, Text(3));

        Assert.Equal(
            textDropout == 1 ? LeftOut.Text : videoDropout == 1 ? LeftOut.Video : LeftOut.Nothing, batch.DropOut(0, new Random(1)));

        var expected = model.EmbedQuery(videoDropout == 1 ? null : Sequence(2, 5, 5), textDropout == 1 ? [] : Text(3));
        Near(expected, model.ForwardQuery(Tape.ForInference(), batch).Value.Span, 1e-5);
    }

    [Fact]
    public void Dropout_meets_its_probabilities_and_never_takes_both()
    {
        var model = VideoMusicModel.Random(Tiny with { TextDropout = 0.4, VideoDropout = 0.3 }, 1);
        var batch = model.CreateBatch(1000);
        var random = new Random(7);
        for (var row = 0; row < batch.Size; row++)
        {
            batch.SetVideo(row, Sequence(2, 5, 5));
            batch.SetText(row, Text(3));
            batch.DropOut(row, random);
        }

        var withoutText = Enumerable.Range(0, 1000).Where(row => batch.Text.Slice(row, 1).Span.IndexOfAnyExcept(0f) < 0).ToHashSet();
        var withoutVideo = Enumerable.Range(0, 1000).Where(row => batch.VideoPadding[row, 1]).ToHashSet();
        Assert.InRange(withoutText.Count, 350, 450);
        Assert.InRange(withoutVideo.Count, 250, 350);
        Assert.Empty(withoutText.Intersect(withoutVideo));
    }

    [Fact]
    public void A_longer_sequence_is_resampled_to_the_most_steps()
    {
        var model = VideoMusicModel.Random(Tiny, 1);
        var doubled = new FeatureSequence(
            [.. Enumerable.Range(0, 8).SelectMany(step => Sequence(1, 4, 7).Step(step / 2).ToArray())], 8, 7, 1);

        Near(model.EmbedMusic(Sequence(1, 4, 7)), model.EmbedMusic(doubled), 1e-5);
    }

    [Fact]
    public void Standardising_undoes_scale_and_offset_of_the_inputs()
    {
        var plain = VideoMusicModel.Random(Tiny, 1);
        var standardised = VideoMusicModel.Random(Tiny, 1);
        var statistics = new FeatureStatistics(7);
        var music = Sequence(1, 4, 7);
        var moved = music with { Values = [.. music.Values.Select(value => 10 * value + 3)] };
        statistics.Add(moved);
        standardised.Standardise(Unit(5), statistics, Unit(6));
        var own = new FeatureStatistics(7);
        own.Add(music);
        plain.Standardise(Unit(5), own, Unit(6));

        Near(plain.EmbedMusic(music), standardised.EmbedMusic(moved), 1e-4);
    }

    [Fact]
    public void Gradients_reach_every_parameter()
    {
        var model = VideoMusicModel.Random(Tiny, 1);
        var batch = Batch(model, 4);
        var tape = Tape.ForTraining(1);

        var output = model.Forward(tape, batch);
        var targets = new Engine.Tensors.Tensor(4, 9);
        var loss = tape.Add(
            tape.InfoNce(output.Query, output.Music, model.LogScale),
            tape.Add(
                tape.BinaryCrossEntropyWithLogits(output.QueryTags, targets),
                tape.BinaryCrossEntropyWithLogits(output.MusicTags, targets)));
        tape.Backward(loss);

        foreach (var (name, variable) in model.Parameters.Trainable)
            Assert.True(variable.Gradient is not null && variable.Gradient.Span.ContainsAnyExcept(0f), $"{name} has no gradient");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_tag_head_shapes_the_space_only_where_it_has_a_weight(double tagWeight)
    {
        var model = VideoMusicModel.Random(Tiny with { TagWeight = tagWeight }, 1);
        var tape = Tape.ForTraining(1);
        var output = model.Forward(tape, Batch(model, 4));

        tape.Backward(tape.BinaryCrossEntropyWithLogits(output.QueryTags, new Engine.Tensors.Tensor(4, 9)));

        var touched = model.Parameters.Trainable.Where(
            pair => pair.Variable.Gradient?.Span.ContainsAnyExcept(0f) == true).Select(pair => pair.Name);
        if (tagWeight == 0)
            Assert.Equal(["tags.weight", "tags.bias"], touched);
        else
            Assert.Contains(touched, name => name.StartsWith("video.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_toy_training_run_learns_its_pairs()
    {
        var model = VideoMusicModel.Random(Tiny, 3);
        var batch = Batch(model, 8);
        var tape = Tape.ForTraining(1);
        var output = model.Forward(tape, batch);
        var loss = tape.InfoNce(output.Query, output.Music, model.LogScale);
        var optimiser = new AdamW(model.Parameters.Trainable);
        var first = loss.Value.Span[0];
        for (var step = 0; step < 60; step++)
        {
            tape.Backward(loss);
            optimiser.Step(3e-3);
            optimiser.ZeroGradients();
            tape.Replay();
        }

        Assert.True(loss.Value.Span[0] < 0.1f, $"the loss went from {first} to {loss.Value.Span[0]} only");
    }

    [Fact]
    public void Mvpt_has_no_text_and_no_fusion()
    {
        var model = VideoMusicModel.Random(Tiny with { UsesText = false, VideoDropout = 0 }, 1);

        Assert.DoesNotContain(
            model.Parameters.Trainable,
            pair => pair.Name.StartsWith("text", StringComparison.Ordinal) || pair.Name.StartsWith("fusion", StringComparison.Ordinal));
        Assert.Equal(16, model.EmbedQuery(Sequence(2, 5, 5), []).Length);
        Assert.Throws<ArgumentException>(() => model.EmbedQuery(Sequence(2, 5, 5), Text(1)));
    }

    [Fact]
    public void A_chosen_temperature_is_kept_and_a_learned_one_is_trained()
    {
        var chosen = VideoMusicModel.Random((Tiny with { Temperature = 0.05 }).WithoutText(), 1);
        var learned = VideoMusicModel.Random(Tiny.WithoutText(), 1);

        Assert.Equal(Math.Log(20), chosen.LogScale.Value.Span[0], 1e-5);
        Assert.DoesNotContain(chosen.Parameters.Trainable, pair => pair.Name == "log_scale");
        Assert.Contains(learned.Parameters.Trainable, pair => pair.Name == "log_scale");
        Assert.Throws<ArgumentException>(() => (Tiny with { Temperature = 0 }).Validate());
    }

    [Fact]
    public void The_preset_of_the_paper_has_its_features_and_two_layers()
    {
        var paper = VideoMusicConfig.Paper.Validate();

        Assert.Equal((512, 256, 512, 2), (paper.VideoWidth, paper.MusicWidth, paper.TextWidth, paper.Layers));
        Assert.Equal((1, 0.0, 0.0), (paper.TextSteps, paper.VideoDropout, paper.TagWeight));
        Assert.False(paper.WithoutText().Validate().UsesText);
    }

    [Fact]
    public void Saved_as_float16_and_loaded_it_gives_nearly_the_same()
    {
        using var folder = new TemporaryFolder();
        var model = VideoMusicModel.Random(Tiny, 1);
        model.SetNullText(Text(9));
        model.Parameters.Save(folder["model.safetensors"], WeightType.F16);

        var loaded = VideoMusicModel.Load(Tiny, folder["model.safetensors"]);

        Near(model.EmbedQuery(Sequence(2, 5, 5), []), loaded.EmbedQuery(Sequence(2, 5, 5), []), 3e-3);
        Near(model.EmbedMusic(Sequence(2, 3, 7)), loaded.EmbedMusic(Sequence(2, 3, 7)), 3e-3);
    }

    [Fact]
    public void Weights_of_another_size_are_an_error_naming_the_tensor()
    {
        using var folder = new TemporaryFolder();
        VideoMusicModel.Random(Tiny, 1).Parameters.Save(folder["model.safetensors"]);

        var error = Assert.Throws<WeightFileException>(
            () => VideoMusicModel.Load(Tiny with { MusicSteps = 5 }, folder["model.safetensors"]));

        Assert.Contains("music.positions", error.Message);
    }

    [Fact]
    public void Tags_are_probabilities()
    {
        var model = VideoMusicModel.Random(Tiny, 1);

        var tags = model.Tags(model.EmbedMusic(Sequence(2, 3, 7)));

        Assert.Equal(9, tags.Length);
        Assert.All(tags, tag => Assert.InRange(tag, 0f, 1f));
        Assert.Throws<ArgumentException>(() => model.Tags(new float[3]));
    }

    [Fact]
    public void Wrong_inputs_are_errors_that_say_the_widths()
    {
        var model = VideoMusicModel.Random(Tiny, 1);

        Assert.Contains("7", Assert.Throws<ArgumentException>(() => model.EmbedMusic(Sequence(1, 2, 8))).Message);
        Assert.Throws<ArgumentException>(() => model.EmbedMusic(Sequence(1, 0, 7)));
        Assert.Throws<ArgumentException>(() => model.EmbedQuery(null, []));
        Assert.Throws<ArgumentException>(() => model.EmbedQuery(Sequence(1, 0, 5), []));
        Assert.Throws<ArgumentException>(() => model.EmbedQuery(Sequence(1, 2, 5), new float[5]));
    }

    [Fact]
    public void Validate_lists_every_fault()
    {
        var error = Assert.Throws<ArgumentException>(
            () => (Tiny with { Heads = 3, Layers = 0, TextDropout = 0.9, VideoDropout = 0.9 }).Validate());

        Assert.Contains("Heads", error.Message);
        Assert.Contains("Layers", error.Message);
        Assert.Contains("TextDropout", error.Message);
    }

    [Fact]
    public void The_default_is_the_design_and_compact_fits_the_bundle()
    {
        var compact = VideoMusicModel.Random(VideoMusicConfig.Compact(101, 246, 256), 1);

        Assert.Equal((256, 4, 1024, 2), (Full.Width, Full.Heads, Full.FeedForward, Full.Layers));
        Assert.InRange(compact.Parameters.Count, 1, 1_600_000);
    }

    private static VideoMusicConfig Full => VideoMusicConfig.Default(101, 246, 256).Validate();

    private static FeatureStatistics Unit(int width) => new(width);

    private static VideoMusicBatch Batch(VideoMusicModel model, int size)
    {
        var batch = model.CreateBatch(size);
        for (var row = 0; row < size; row++)
        {
            batch.SetVideo(row, Sequence(row, 3 + row % 4, 5));
            batch.SetMusic(row, Sequence(100 + row, 1 + row % 4, 7));
            batch.SetText(row, Text(row));
        }
        return batch;
    }

    private static FeatureSequence Sequence(int seed, int time, int width)
    {
        var random = new Random(seed);
        return new FeatureSequence(
            [.. Enumerable.Range(0, time * width).Select(_ => (float)(random.NextDouble() * 2 - 1))], time, width, 1);
    }

    private static float[] Text(int seed) => Sequence(1000 + seed, 1, 6).Values;

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}]: expected {expected[i]}, is {actual[i]}, allowed {tolerance}");
    }
}
