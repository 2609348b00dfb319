using Viml.Engine.Weights;
using Viml.Models;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class FeatureShardTests : IDisposable
{
    private static readonly DatasetEncoder Encoder = new("scene", "1", 2, 1 / 3.0);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Features_come_back_by_clip_id_at_half_precision()
    {
        Write(("b", [1, -2.5f, 0.1f, 65504]), ("a", [0, 0.25f]), ("empty", []));
        var read = FeatureShard.Read(_folder.Path, Encoder, "000");
        Assert.Equal(3, read.Count);
        Assert.Equal((2, 2, 1 / 3.0), (read["b"].Time, read["b"].Width, read["b"].Rate));
        Assert.Equal([1, -2.5f, (float)(Half)0.1f, 65504], read["b"].Values);
        Assert.Equal([0, 0.25f], read["a"].Values);
        Assert.Equal(0, read["empty"].Time);
        Assert.Equal(["000"], FeatureShard.List(_folder.Path, "scene"));
        Assert.Empty(FeatureShard.List(_folder.Path, "musicnn"));
    }

    [Theory]
    [InlineData("scene", "2", 2, 1 / 3.0, "version '2'")]
    [InlineData("scene", "1", 3, 1 / 3.0, "[time, 3]")]
    [InlineData("scene", "1", 2, 1.0, "rate '1'")]
    public void Features_of_another_encoder_are_an_error(string name, string version, int width, double rate, string says)
    {
        Write(("a", [1, 2]));
        var error = Assert.Throws<DatasetException>(() => FeatureShard.Read(_folder.Path, new DatasetEncoder(name, version, width, rate),
            "000"));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_shard_and_a_cut_shard_are_errors()
    {
        Assert.Throws<DatasetException>(() => FeatureShard.Read(_folder.Path, Encoder, "000"));
        Write(("a", [1, 2]));
        var path = FeatureShard.PathOf(_folder.Path, "scene", "000");
        using (var stream = File.OpenWrite(path))
            stream.SetLength(stream.Length - 1);
        Assert.Throws<WeightFileException>(() => FeatureShard.Read(_folder.Path, Encoder, "000"));
    }

    [Fact]
    public void Features_that_do_not_fit_are_not_written()
    {
        Assert.Throws<ArgumentException>(() => Write(("a", [1, float.NaN])));
        Assert.Throws<ArgumentException>(() => Write(("a", [1, 70_000])));
        Assert.Throws<ArgumentException>(() => FeatureShard.Write(_folder.Path, Encoder, "000",
            new Dictionary<string, FeatureSequence> { ["a"] = new([1, 2, 3], 1, 3, 1 / 3.0) }));
        Assert.Empty(FeatureShard.List(_folder.Path, "scene"));
    }

    private void Write(params (string Id, float[] Values)[] clips) => FeatureShard.Write(_folder.Path, Encoder, "000",
        clips.ToDictionary(clip => clip.Id, clip => new FeatureSequence(clip.Values, clip.Values.Length / 2, 2, Encoder.Rate)));
}
