using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Tests.Kernels;
using Viml.Testing;

namespace Viml.Engine.Tests.Layers;

[Collection(SimdCollection.Name)]
public sealed class InferenceTests
{
    public static TheoryData<int, int, int> Sizes()
    {
        var sizes = new TheoryData<int, int, int>();
        foreach (var rows in new[] { 0, 1, 5, 8, 13, 16, 17, 31, 32, 33, 70 })
        {
            sizes.Add(rows, 64, 24);
            sizes.Add(rows, 7, 13);
            sizes.Add(rows, 1, 1);
        }
        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_linear_layer_is_that_of_the_tape_with_every_family_of_vectors(int rows, int outputs, int inputs)
    {
        var (x, weight, bias) = (Random(1, rows, inputs), Random(2, outputs, inputs), Random(3, outputs));
        var tape = Tape.ForInference();
        var expected = tape.Linear(new Variable(x), new Variable(weight), new Variable(bias)).Value;
        foreach (var level in SimdCollection.Levels)
            SimdCollection.With(level, () =>
            {
                var y = new Tensor(rows, outputs);
                Inference.Linear(x, weight, bias, y);
                Close.Assert(expected.Span, y.Span, 1e-5, 1e-5, $"{level}");
            });
    }

    [Fact]
    public void Norm_and_activations_are_those_of_the_tape_also_in_place()
    {
        var (x, scale, shift) = (Random(1, 37, 19), Random(2, 19), Random(3, 19));
        var tape = Tape.ForInference();
        var expected = tape.LayerNorm(new Variable(x), new Variable(scale), new Variable(shift)).Value;
        var y = x.Clone();
        Inference.LayerNorm(y, scale, shift, 1e-5f, y);
        Close.Assert(expected.Span, y.Span, 1e-6, 1e-6, "layer norm");

        foreach (var activation in Enum.GetValues<FeedForwardActivation>())
        {
            var input = new Variable(x);
            var active = activation switch
            {
                FeedForwardActivation.Gelu => tape.Gelu(input),
                FeedForwardActivation.QuickGelu => tape.QuickGelu(input),
                _ => tape.Relu(input),
            };
            y = x.Clone();
            Inference.Activate(activation, y);
            Close.Assert(active.Value.Span, y.Span, 0, 0, $"{activation}");
        }
    }

    [Fact]
    public void Attention_is_that_of_the_tape_and_a_causal_one_that_of_the_steps_so_far()
    {
        const int batch = 2, time = 9, width = 12, heads = 3;
        var packed = Random(1, batch, time, 3 * width);
        var tape = Tape.ForInference();
        var (full, causal) = (new Tensor(batch, time, width), new Tensor(batch, time, width));
        Inference.Attention(packed, packed, heads, false, full);
        Close.Assert(tape.SelfAttention(new Variable(packed), heads).Value.Span, full.Span, 1e-6, 1e-5, "full");

        Inference.Attention(packed, packed, heads, true, causal);
        for (var count = 1; count <= time; count++)
        {
            var start = Tensor.From(packed.Memory[..(count * 3 * width)], 1, count, 3 * width);
            var seen = tape.SelfAttention(new Variable(start), heads).Value.Span[((count - 1) * width)..];
            Close.Assert(seen, causal.Span.Slice((count - 1) * width, width), 1e-6, 1e-5, $"causal, step {count}");
        }
    }

    [Fact]
    public void Queries_of_their_own_see_all_steps()
    {
        const int time = 9, width = 12;
        var packed = Random(1, 2, time, 3 * width);
        var (full, one, queries) = (new Tensor(2, time, width), new Tensor(2, 1, width), new Tensor(2, 1, width));
        Inference.Attention(packed, packed, 2, false, full);
        for (var i = 0; i < 2; i++)
            packed.Span.Slice((i * time + 4) * 3 * width, width).CopyTo(queries.Span[(i * width)..]);
        Inference.Attention(queries, packed, 2, false, one);
        for (var i = 0; i < 2; i++)
            Close.Assert(full.Span.Slice((i * time + 4) * width, width), one.Span.Slice(i * width, width), 1e-6, 1e-5, $"sequence {i}");
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_errors_that_name_both()
    {
        Assert.Contains(
            "[2, 3] and [4, 5]", Assert.Throws<ArgumentException>(() => Inference.Linear(new(2, 3), new(4, 5), new(4), new(2, 4))).Message);
        Assert.Contains(
            "[2, 3] and [2, 5]",
            Assert.Throws<ArgumentException>(() => Inference.Linear(new(2, 3), new(4, 3), new(4), new(2, 5))).Message);
        Assert.Contains(
            "LayerNorm", Assert.Throws<ArgumentException>(() => Inference.LayerNorm(new(2, 3), new(4), new(4), 1, new(2, 3))).Message);
        Assert.Contains(
            "causal",
            Assert.Throws<ArgumentException>(() => Inference.Attention(new(1, 1, 4), new(1, 2, 12), 2, true, new(1, 1, 4))).Message);
        Assert.Contains(
            "3 heads",
            Assert.Throws<ArgumentException>(() => Inference.Attention(new(1, 2, 4), new(1, 2, 12), 3, false, new(1, 2, 4))).Message);
    }

    private static Tensor Random(int seed, params ReadOnlySpan<int> shape)
    {
        var tensor = new Tensor(shape);
        var random = new Random(seed);
        foreach (ref var value in tensor.Span)
            value = random.NextSingle() * 2 - 1;
        return tensor;
    }
}
