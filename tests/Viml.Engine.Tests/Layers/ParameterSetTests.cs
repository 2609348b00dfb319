using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Layers;

public sealed class ParameterSetTests
{
    [Fact]
    public void Names_shapes_and_order_follow_the_layers()
    {
        var parameters = ParameterSet.Random(1);
        var scope = parameters.Root.Enter("encoder").Enter(0);
        _ = new Linear(scope.Enter("linear"), 3, 2);
        _ = new BatchNorm(scope.Enter("norm"), 2);

        Assert.Equal(
            ["encoder.0.linear.weight", "encoder.0.linear.bias", "encoder.0.norm.weight", "encoder.0.norm.bias",
                "encoder.0.norm.running_mean", "encoder.0.norm.running_var"],
            parameters.All.Select(entry => entry.Name));
        Assert.Equal(4, parameters.Trainable.Count());
        Assert.Equal(6 + 2 + 2 + 2, parameters.Count);
        Assert.All(parameters.Trainable, entry => Assert.True(entry.Variable.RequiresGradient));
    }

    [Fact]
    public void First_values_follow_from_seed_and_name_alone()
    {
        var first = ParameterSet.Random(5);
        _ = new Linear(first.Root.Enter("a"), 30, 20);
        var second = ParameterSet.Random(5);
        _ = new Linear(second.Root.Enter("b"), 7, 7);
        _ = new Linear(second.Root.Enter("a"), 30, 20);
        var other = ParameterSet.Random(6);
        _ = new Linear(other.Root.Enter("a"), 30, 20);

        Assert.Equal(Values(first, "a.weight"), Values(second, "a.weight"));
        Assert.NotEqual(Values(first, "a.weight"), Values(other, "a.weight"));
        Assert.All(Values(first, "a.weight"), value => Assert.InRange(value, -1 / Math.Sqrt(30), 1 / Math.Sqrt(30)));
    }

    [Fact]
    public void Normal_values_have_their_deviation()
    {
        var values = ParameterSet.Random(5).Root.Parameter("x", [20_000], Initializer.Normal(0.5f)).Value.Span.ToArray();

        Assert.InRange(values.Average(), -0.01, 0.01);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.49, 0.51);
    }

    [Fact]
    public void Saved_weights_load_into_an_equal_model()
    {
        using var folder = new TemporaryFolder();
        var saved = ParameterSet.Random(5);
        _ = new TransformerLayer(saved.Root, new TransformerLayerConfig(8, 2, 16));
        saved.Save(folder["m.safetensors"], WeightType.F32, new Dictionary<string, string> { ["made"] = "here" });

        using var file = SafeTensorsFile.Open(folder["m.safetensors"]);
        var loaded = ParameterSet.FromWeights(file);
        _ = new TransformerLayer(loaded.Root, new TransformerLayerConfig(8, 2, 16));
        loaded.EnsureComplete();

        Assert.Equal("here", file.Metadata["made"]);
        foreach (var (name, variable) in saved.All)
            Assert.Equal(variable.Value.Span.ToArray(), Values(loaded, name));
    }

    [Fact]
    public void Missing_unexpected_and_misshapen_tensors_are_all_named_at_once()
    {
        using var folder = new TemporaryFolder();
        var writer = new SafeTensorsWriter();
        writer.Add("linear.weight", new Tensor(2, 4));
        writer.Add("other.weight", new Tensor(1));
        writer.Add("norm.num_batches_tracked", new long[] { 3 });
        foreach (var name in new[] { "weight", "bias", "running_mean" })
            writer.Add("norm." + name, new Tensor(2));
        writer.Save(folder["m.safetensors"]);
        using var file = SafeTensorsFile.Open(folder["m.safetensors"]);
        var parameters = ParameterSet.FromWeights(file);
        _ = new Linear(parameters.Root.Enter("linear"), 3, 2);
        _ = new BatchNorm(parameters.Root.Enter("norm"), 2);

        var fault = Assert.Throws<WeightFileException>(parameters.EnsureComplete);

        Assert.Equal(folder["m.safetensors"], fault.Path);
        Assert.Contains("missing: linear.bias [2], norm.running_var [2]", fault.Found);
        Assert.Contains("of another shape: linear.weight [2, 4] instead of [2, 3]", fault.Found);
        Assert.Contains("unexpected: other.weight", fault.Found);
        Assert.DoesNotContain("num_batches_tracked", fault.Found);
        Assert.Throws<WeightFileException>(() => parameters.Trainable.Count());
    }

    [Fact]
    public void A_model_takes_over_the_weights_of_a_file_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        var best = ParameterSet.Random(5);
        _ = new Linear(best.Root, 3, 2);
        best.Save(folder["best.safetensors"]);
        var model = ParameterSet.Random(6);
        _ = new Linear(model.Root, 3, 2);
        var other = ParameterSet.Random(7);
        _ = new Linear(other.Root, 4, 2);
        using var file = SafeTensorsFile.Open(folder["best.safetensors"]);

        model.CopyFrom(file);

        Assert.Equal(Values(best, "weight"), Values(model, "weight"));
        var before = Values(other, "bias");
        Assert.Throws<WeightFileException>(() => other.CopyFrom(file));
        Assert.Equal(before, Values(other, "bias"));
    }

    [Fact]
    public void A_name_is_given_once()
    {
        var root = ParameterSet.Random(1).Root;
        root.Parameter("x", [1], Initializer.Zeros);
        Assert.Throws<ArgumentException>(() => root.Buffer("x", [1], Initializer.Zeros));
    }

    private static float[] Values(ParameterSet parameters, string name) =>
        parameters.All.Single(entry => entry.Name == name).Variable.Value.Span.ToArray();
}
