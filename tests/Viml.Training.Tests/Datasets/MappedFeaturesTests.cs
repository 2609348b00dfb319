using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models;
using Viml.Models.Encoders;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class MappedFeaturesTests : IDisposable
{
    private static readonly DatasetEncoder Eyes = new("eyes", "1", 2, 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_of_all_shards_are_read_whole_and_in_part()
    {
        Write("0", ("a", [1, 2, 3, 4, 5, 6]));
        Write("1", ("b", [7, 8]));

        var features = MappedFeatures.Open(_folder.Path, Eyes);

        Assert.Equal(2, features.Count);
        Assert.Equal([1f, 2, 3, 4, 5, 6], features.Find("a")!.Read().Values);
        Assert.Equal([3f, 4, 5, 6], features.Find("a")!.Range(1, 2).Read().Values);
        Assert.Equal([5f, 6], features.Find("a")!.Range(1, 2).Range(1, 1).Read().Values);
        Assert.Equal((1, 2, 1.0), (features.Find("b")!.Time, features.Find("b")!.Width, features.Find("b")!.Rate));
        Assert.Null(features.Find("c"));
        Assert.Throws<ArgumentOutOfRangeException>(() => features.Find("a")!.Range(2, 2));
    }

    [Fact]
    public void Encoders_side_by_side_are_what_a_group_of_them_gives()
    {
        var one = new FeatureSequence([1, 2, 3, 4, 5, 6], 3, 2, 1);
        var other = new FeatureSequence([7, 8], 2, 1, 1); // repeats its last step

        var stored = StoredFeatures.SideBySide([StoredFeatures.Of(one), StoredFeatures.Of(other)]);

        Assert.Equal(VideoEncoderGroup.SideBySide([one, other]).Values, stored.Read().Values);
        Assert.Equal(VideoEncoderGroup.SideBySide([one, other]).Range(1, 2).Values, stored.Range(1, 2).Read().Values);
        Assert.Equal([5f, 6, 8], stored.Range(2, 1).Read().Values);
    }

    [Fact]
    public void A_number_that_is_none_is_found_when_a_batch_reads_it()
    {
        var writer = new SafeTensorsWriter();
        writer.Metadata["encoder"] = "eyes";
        writer.Metadata["version"] = "1";
        writer.Metadata["rate"] = "1";
        writer.Add("sick", Tensor.From(new[] { 1, float.NaN }, 1, 2), WeightType.F16);
        Directory.CreateDirectory(_folder["features/eyes"]);
        writer.Save(_folder["features/eyes/0.safetensors"]);

        var features = MappedFeatures.Open(_folder.Path, Eyes);

        Assert.Contains("'sick'", Assert.Throws<DatasetException>(() => features.Find("sick")!.Read()).Message);
    }

    [Fact]
    public void Shards_of_another_version_a_clip_twice_and_no_shards_are_errors()
    {
        Assert.Contains("none", Assert.Throws<DatasetException>(() => MappedFeatures.Open(_folder.Path, Eyes)).Message);
        Write("0", ("a", [1, 2]));
        Assert.Contains("delete the folder", Assert.Throws<DatasetException>(
            () => MappedFeatures.Open(_folder.Path, Eyes with { Version = "2" })).Message);
        Write("1", ("a", [1, 2]));
        Assert.Contains("'a' again", Assert.Throws<DatasetException>(() => MappedFeatures.Open(_folder.Path, Eyes)).Message);
    }

    private void Write(string shard, params (string Id, float[] Values)[] clips) => FeatureShard.Write(
        _folder.Path, Eyes, shard,
        clips.ToDictionary(clip => clip.Id, clip => new FeatureSequence(clip.Values, clip.Values.Length / 2, 2, 1)));
}
