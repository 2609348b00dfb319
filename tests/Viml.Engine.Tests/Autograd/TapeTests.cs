using Viml.Engine.Autograd;
using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Engine.Learning;
using Viml.Engine.Tensors;
using Viml.Engine.Tests.Kernels;

namespace Viml.Engine.Tests.Autograd;

[Collection(SimdCollection.Name)]
public sealed class TapeTests
{
    [Fact]
    public void Replayed_training_equals_recorded_training_bit_for_bit()
    {
        var recorded = new Small(seed: 4);
        var replayed = new Small(seed: 4);
        var (recordingTape, replayingTape) = (Tape.ForTraining(9), Tape.ForTraining(9));
        Variable? loss = null;
        for (var step = 0; step < 5; step++)
        {
            recordingTape.Clear();
            recorded.Fill(step);
            var expected = recorded.Loss(recordingTape);
            recorded.Learn(recordingTape, expected);

            replayed.Fill(step);
            if (loss is null)
                loss = replayed.Loss(replayingTape);
            else
                replayingTape.Replay();
            replayed.Learn(replayingTape, loss);

            Assert.Equal(expected.Value.Span[0], loss.Value.Span[0]);
        }

        foreach (var ((_, expected), (name, found)) in recorded.Parameters.All.Zip(replayed.Parameters.All))
            Assert.True(expected.Value.Span.SequenceEqual(found.Value.Span), name);
    }

    [Fact]
    public void One_thread_and_several_train_alike()
    {
        var results = new List<float[]>();
        foreach (var threads in new[] { 1, 2, 3 })
        {
            SimdCollection.WithThreads(threads, () =>
            {
                var model = new Small(seed: 4, batch: 96);
                var tape = Tape.ForTraining(9);
                model.Fill(1);
                var loss = model.Loss(tape);
                for (var step = 0; step < 3; step++, tape.Replay())
                    model.Learn(tape, loss);
                results.Add([.. model.Parameters.All.SelectMany(parameter => parameter.Variable.Value.Span.ToArray())]);
            });
        }

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    /// <summary>Pooling and convolution kernels make a small closure per loop; nothing else may allocate, and no buffer ever.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1500)]
    public void Replayed_steps_allocate_nothing(bool withSound, int allowedBytesPerStep) => SimdCollection.WithThreads(1, () =>
    {
        var model = new Small(seed: 4, withSound: withSound);
        var tape = Tape.ForTraining(9);
        model.Fill(1);
        var loss = model.Loss(tape);
        var parameters = model.Parameters.Trainable.Select(parameter => parameter.Variable).ToList();
        void Step()
        {
            tape.Replay();
            tape.Backward(loss);
            GradientClipping.ByGlobalNorm(parameters, 1);
            model.Optimizer.Step(1e-3);
        }

        for (var warm = 0; warm < 3; warm++)
            Step();
        // The runtime may allocate something once in between; what every step allocates shows in every round.
        var least = Enumerable.Range(0, 3).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var step = 0; step < 10; step++)
                Step();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.InRange(least, 0, 10 * allowedBytesPerStep);
    });

    [Fact]
    public void A_seeded_training_run_reaches_its_loss()
    {
        var model = new Small(seed: 4);
        var tape = Tape.ForTraining(9);
        model.Fill(1);
        var loss = model.Loss(tape);
        var first = loss.Value.Span[0];
        for (var step = 0; step < 60; step++)
        {
            model.Learn(tape, loss);
            tape.Replay();
        }

        Assert.True(first > 2, $"the first loss is {first}");
        Assert.True(loss.Value.Span[0] < 0.25, $"the last loss is {loss.Value.Span[0]}");
    }

    [Fact]
    public void Inference_records_nothing_and_makes_no_gradients()
    {
        var tape = Tape.ForInference();
        var parameter = new Variable(new Tensor(3), requiresGradient: true);

        var y = tape.SumAll(tape.Dropout(parameter, 0.5f));

        Assert.False(y.RequiresGradient);
        Assert.Throws<ArgumentException>(() => tape.Backward(y));
        parameter.Value.Span.Fill(1);
        tape.Replay();
        Assert.Equal(0, y.Value.Span[0]);
    }

    [Fact]
    public void Gradients_add_up_until_cleared_and_reach_only_what_requires_them()
    {
        var tape = Tape.ForTraining(1);
        var x = new Variable(Samples.Normal(1, 4), requiresGradient: true);
        var constant = tape.Constant(Samples.Normal(2, 4));
        var loss = tape.SumAll(tape.Multiply(x, constant));

        tape.Backward(loss);
        tape.Backward(loss);

        Assert.Equal(constant.Value.Span.ToArray().Select(value => 2 * value), x.Gradient!.Span.ToArray());
        Assert.Null(constant.Gradient);
        x.ZeroGradient();
        Assert.Equal(new float[4], x.Gradient.Span.ToArray());
    }

    [Fact]
    public void The_gradient_of_a_replay_has_nothing_of_the_one_before()
    {
        var tape = Tape.ForTraining(1);
        var x = new Variable(Samples.Normal(1, 6, 4), requiresGradient: true);
        var weight = new Variable(Samples.Normal(2, 4, 4), requiresGradient: true);
        var (scale, shift) = (tape.Constant(Samples.Normal(3, 4)), tape.Constant(Samples.Normal(4, 4)));
        var hidden = tape.Gelu(tape.Linear(tape.LayerNorm(x, scale, shift), weight));
        var twice = tape.Add(hidden, hidden); // two additions to one gradient, both of which could be the first
        var parts = tape.Add(tape.SliceAxis(twice, 0, 0, 3), tape.SliceAxis(twice, 0, 3, 3)); // to parts of one
        var whole = tape.Subtract(tape.Reshape(tape.Relu(twice), 3, 8), tape.Reshape(twice, 3, 8)); // to another shape of one
        var beside = tape.Concat(1, parts, parts, tape.SliceAxis(parts, 1, 1, 2));
        var loss = tape.Add(tape.SumAll(tape.Tanh(beside)), tape.SumAll(tape.Tanh(whole)));

        tape.Backward(loss);
        var (first, firstOfWeight) = (x.Gradient!.Span.ToArray(), weight.Gradient!.Span.ToArray());
        x.ZeroGradient();
        weight.ZeroGradient();
        tape.Replay();
        tape.Backward(loss);

        Assert.Equal(first, x.Gradient.Span.ToArray());
        Assert.Equal(firstOfWeight, weight.Gradient.Span.ToArray());
        Assert.DoesNotContain(0f, first);
    }

    [Fact]
    public void The_loss_must_be_one_element()
    {
        var tape = Tape.ForTraining(1);
        var x = new Variable(new Tensor(3), requiresGradient: true);
        Assert.Contains("[3]", Assert.Throws<ArgumentException>(() => tape.Backward(tape.Relu(x))).Message);
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_draws_anew_on_replay()
    {
        var ones = new Tensor(100_000);
        ones.Span.Fill(1);
        var tape = Tape.ForTraining(7);
        var x = new Variable(ones, requiresGradient: true);
        var y = tape.Dropout(x, 0.3f);
        var first = y.Value.Span.ToArray();
        tape.Backward(tape.SumAll(y));

        Assert.InRange(first.Average(), 0.99, 1.01);
        Assert.InRange(first.Count(value => value == 0), 29_000, 31_000);
        Assert.Equal(first, x.Gradient!.Span.ToArray());
        tape.Replay();
        Assert.NotEqual(first, y.Value.Span.ToArray());
        Assert.Same(x, Tape.ForInference().Dropout(x, 0.3f));
    }

    [Fact]
    public void Softmax_of_masked_rows_is_zero_and_of_large_numbers_finite()
    {
        var x = new Variable(Tensor.From(new[] { float.NegativeInfinity, float.NegativeInfinity, 1000, 999 }, 2, 2));

        var y = Tape.ForInference().Softmax(x).Value.Span.ToArray();

        Assert.Equal([0, 0], y[..2]);
        Assert.Equal(0.7310586, y[2], 5);
    }

    [Fact]
    public void BatchNorm_uses_running_statistics_in_inference_and_refuses_one_value_in_training()
    {
        var parameters = ParameterSet.Random(1);
        var norm = new BatchNorm(parameters.Root, 2);
        var all = parameters.All.ToDictionary(entry => entry.Name, entry => entry.Variable.Value);
        Tensor.From(new float[] { 1, 2 }, 2).Span.CopyTo(all["running_mean"].Span);
        Tensor.From(new float[] { 4, 9 }, 2).Span.CopyTo(all["running_var"].Span);

        var y = norm.Forward(Tape.ForInference(), new Variable(Tensor.From(new float[] { 3, 8 }, 1, 2)));

        Assert.Equal(1, y.Value.Span[0], 4);
        Assert.Equal(2, y.Value.Span[1], 4);
        Assert.Equal([4f, 9], all["running_var"].Span.ToArray());
        Assert.Throws<ArgumentException>(() => norm.Forward(Tape.ForTraining(1), new Variable(new Tensor(1, 2))));
    }

    [Fact]
    public void The_log_scale_acts_up_to_a_hundred_and_only_comes_back_down()
    {
        // Two directions 0.1 apart, so that a larger scale helps when they match and harms when they are crossed.
        float[] near = [1, 0, MathF.Cos(0.1f), MathF.Sin(0.1f)];
        float[] crossed = [.. near[2..], .. near[..2]];
        foreach (var target in new[] { near, crossed })
        {
            var (query, music) = (new Variable(Tensor.From(near, 2, 2)), new Variable(Tensor.From(target, 2, 2)));
            var above = new Variable(Tensor.From(new[] { 6f }, 1), requiresGradient: true);
            var tape = Tape.ForTraining(1);
            var loss = tape.InfoNce(query, music, above);
            tape.Backward(loss);

            var limit = Tape.ForInference().InfoNce(query, music, new Variable(Tensor.From(new[] { MathF.Log(100) }, 1)));
            Assert.Equal(limit.Value.Span[0], loss.Value.Span[0]);
            Assert.Equal(target == crossed, above.Gradient!.Span[0] > 0.1);
            Assert.False(above.Gradient!.Span[0] < 0);
        }
    }

    public static TheoryData<Action<Tape, Variable, Variable>> Mismatches { get; } =
    [
        (tape, a, b) => tape.Add(a, b),
        (tape, a, b) => tape.Multiply(a, b),
        (tape, a, b) => tape.MatMul(a, b),
        (tape, a, b) => tape.Linear(a, b),
        (tape, a, b) => tape.Concat(0, a, b),
        (tape, a, b) => tape.LayerNorm(a, b, b),
        (tape, a, b) => tape.MeanSquaredError(a, b),
        (tape, a, b) => tape.InfoNce(a, b, a),
        (tape, a, b) => tape.Triplet(a, b, b, 1),
        (tape, a, b) => tape.HardestTriplet(a, b, 1, new int[4]),
    ];

    [Theory]
    [MemberData(nameof(Mismatches))]
    public void A_shape_error_names_both_shapes(Action<Tape, Variable, Variable> operation)
    {
        var message = Assert.Throws<ArgumentException>(
            () => operation(Tape.ForInference(), new Variable(new Tensor(2, 3)), new Variable(new Tensor(4, 5)))).Message;
        Assert.Contains("[2, 3]", message);
        Assert.Contains("[4, 5]", message);
    }

    [Fact]
    public void Ids_outside_the_table_and_wrong_offsets_are_errors()
    {
        var table = new Variable(new Tensor(3, 2));
        var tape = Tape.ForInference();

        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Embedding(table, new[] { 3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.EmbeddingBag(table, new[] { -1 }, new[] { 0, 1 }));
        Assert.Throws<ArgumentException>(() => tape.EmbeddingBag(table, new[] { 1 }, new[] { 0, 2 }));
        Assert.Throws<ArgumentException>(() => tape.EmbeddingBag(table, new[] { 1 }, new[] { 1, 1 }));
    }

    [Fact]
    public void A_lookup_table_is_not_trained_through_anything_else()
    {
        var table = Variable.LookupTable(new Tensor(3, 2));
        Assert.Throws<ArgumentException>(() => Tape.ForTraining(1).Relu(table));
    }

    /// <summary>
    /// A little of everything: two towers with a convolution, batch norm, pooling, a padded Transformer layer with dropout, and words,
    /// matched by InfoNCE.
    /// </summary>
    private sealed class Small
    {
        private const int Time = 5, Width = 8;
        private readonly int _batch;
        private readonly bool _withSound;
        private readonly Tensor _sound, _picture;
        private readonly int[] _ids, _offsets;
        private readonly PaddingMask _padding;
        private readonly Conv2d _convolution;
        private readonly BatchNorm _norm;
        private readonly TransformerLayer _layer;
        private readonly EmbeddingBag _words;
        private readonly Linear _project;
        private readonly Variable _token, _logScale;

        public Small(int seed, int batch = 12, bool withSound = true)
        {
            (_batch, _withSound) = (batch, withSound);
            Parameters = ParameterSet.Random(seed);
            var root = Parameters.Root;
            _convolution = new Conv2d(root.Enter("convolution"), 1, 6, 3, 3, paddingHeight: 1, paddingWidth: 1);
            _norm = new BatchNorm(root.Enter("norm"), 6);
            _project = new Linear(root.Enter("project"), 12, Width);
            _layer = new TransformerLayer(root.Enter("layer"), new TransformerLayerConfig(Width, 2, 16, Dropout: 0.02f));
            _words = new EmbeddingBag(root.Enter("words"), 40, Width);
            _token = root.Parameter("token", [1, 1, Width], Initializer.Normal(0.1f));
            _logScale = root.Parameter("log_scale", [1], Initializer.Constant(MathF.Log(10)));
            (_sound, _picture) = (new Tensor(batch, 1, 6, 7), new Tensor(batch, Time, Width));
            (_ids, _offsets) = (new int[3 * batch], new int[batch + 1]);
            _padding = new PaddingMask(batch, Time + 1);
            Optimizer = new AdamW(Parameters.Trainable, new AdamWOptions { WeightDecay = 0.01 });
        }

        public ParameterSet Parameters { get; }

        public AdamW Optimizer { get; }

        public void Fill(int step)
        {
            Samples.Normal(step, _batch, 1, 6, 7).Span.CopyTo(_sound.Span);
            Samples.Normal(step + 50, _batch, Time, Width).Span.CopyTo(_picture.Span);
            for (var i = 0; i < _batch; i++)
            {
                _padding.SetLength(i, 1 + (i + step) % Time);
                _offsets[i + 1] = _offsets[i] + 1 + (i + step) % 3;
            }

            for (var i = 0; i < _ids.Length; i++)
                _ids[i] = (i * 7 + step) % 40;
        }

        public Variable Loss(Tape tape)
        {
            var sound = _withSound ? Sound(tape) : tape.SliceAxis(tape.Reshape(tape.Constant(_sound), _batch, 42), 1, 3, 12);
            var music = _project.Forward(tape, sound); // [batch, width]

            var tokens = tape.Concat(1, tape.Expand(_token, _batch, 1, Width), tape.Constant(_picture)); // [batch, time + 1, width]
            var picture = tape.Select(_layer.Forward(tape, tokens, _padding), 1, 0); // [batch, width]
            var query = tape.Add(picture, _words.Forward(tape, _ids, _offsets));
            return tape.InfoNce(query, music, _logScale);
        }

        private Variable Sound(Tape tape)
        {
            var sound = tape.Relu(_norm.Forward(tape, _convolution.Forward(tape, tape.Constant(_sound))));
            var pooled = tape.AveragePool2d(tape.MaxPool2d(sound, 2, 3), 1, 2); // [batch, 6, 3, 1]
            return tape.Concat(1, tape.Reshape(tape.MaxOver(pooled, 2), _batch, 6), tape.Reshape(tape.MeanOver(pooled, 2), _batch, 6));
        }

        public void Learn(Tape tape, Variable loss)
        {
            tape.Backward(loss);
            Optimizer.Step(0.02);
        }
    }
}
