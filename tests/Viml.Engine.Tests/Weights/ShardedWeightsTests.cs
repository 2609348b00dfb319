using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights;

public sealed class ShardedWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_come_from_the_file_the_index_names()
    {
        Shard("one.safetensors", "a");
        Shard("two.safetensors", "b", "c");
        using var weights = ShardedWeights.Open(Index("""{ "a": "one.safetensors", "b": "two.safetensors", "c": "two.safetensors" }"""));
        Assert.Equal(["a", "b", "c"], weights.Names);
        Assert.Equal([3], weights.Shape("b"));
        Assert.Equal(98, weights.Read("b").Span[0]);
        Assert.False(weights.Contains("d"));
        Assert.Contains("'d'", Assert.Throws<WeightFileException>(() => weights.Read("d")).Message);
    }

    [Theory]
    [InlineData("""{ "a": "one.safetensors", "d": "one.safetensors" }""", "no 'd'")]
    [InlineData("""{ "a": "two.safetensors" }""", "the file 'two.safetensors'")]
    [InlineData("""{ "a": "../one.safetensors" }""", "files of the same folder")]
    [InlineData("""{ "a": "" }""", "files of the same folder")]
    [InlineData("""{ "a": 1 }""", "weight_map")]
    [InlineData("""[]""", "weight_map")]
    public void An_index_that_does_not_fit_is_an_error(string map, string expected)
    {
        Shard("one.safetensors", "a");
        Assert.Contains(expected, Assert.Throws<WeightFileException>(() => ShardedWeights.Open(Index(map))).Message);
    }

    [Fact]
    public void A_tensor_that_the_index_does_not_know_and_an_index_of_another_form_are_errors()
    {
        Shard("one.safetensors", "a", "b");
        Assert.Contains(
            "'b' in addition",
            Assert.Throws<WeightFileException>(() => ShardedWeights.Open(Index("""{ "a": "one.safetensors" }"""))).Message);
        File.WriteAllText(_folder["bad.json"], "[");
        Assert.Contains("weight_map", Assert.Throws<WeightFileException>(() => ShardedWeights.Open(_folder["bad.json"])).Message);
    }

    private string Index(string map)
    {
        File.WriteAllText(_folder["model.safetensors.index.json"], $$"""{ "metadata": { "total_size": 1 }, "weight_map": {{map}} }""");
        return _folder["model.safetensors.index.json"];
    }

    private void Shard(string file, params string[] names)
    {
        var writer = new SafeTensorsWriter();
        foreach (var name in names)
            writer.Add(name, Tensor.From(new float[] { name[0], 2, 3 }, 3));
        writer.Save(_folder[file]);
    }
}
