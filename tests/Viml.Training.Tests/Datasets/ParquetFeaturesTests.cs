using Parquet.Serialization;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class ParquetFeaturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_of_one_id_are_its_steps()
    {
        await Write("a.parquet", new Row { id = "x", features = [1, 2] }, new Row { id = "x", features = [3, 4] },
            new Row { id = "y", features = [5, 6] });

        var clips = ParquetFeatures.Open(_folder["a.parquet"]).ToDictionary(clip => clip.Id, clip => clip.Read());

        Assert.Equal([1f, 2, 3, 4], clips["x"].Values);
        Assert.Equal((2, 2), (clips["x"].Time, clips["x"].Width));
        Assert.Equal([5f, 6], clips["y"].Values);
    }

    [Fact]
    public async Task A_dataset_is_imported_of_parquet_files()
    {
        Directory.CreateDirectory(_folder["video"]);
        Directory.CreateDirectory(_folder["music"]);
        await Write("video/v.parquet", new Row { id = "x", features = [1, 2] }, new Row { id = "y", features = [3, 4] });
        await Write("music/m.parquet", new Row { id = "x", features = [5] }, new Row { id = "y", features = [6] });

        var result = FeatureImport.Import(
            new ForeignFeatures(_folder["video"], "eyes", "1", 1), new ForeignFeatures(_folder["music"], "ears", "1", 1), null,
            _folder["set"]);

        Assert.Equal(2, result.Clips);
        Assert.Equal([3f, 4], MappedFeatures.Open(_folder["set"], result.Info.Encoders[0]).Find("y")!.Read().Values);
    }

    [Fact]
    public async Task Steps_that_are_apart_lists_of_other_lengths_other_columns_and_other_files_are_errors()
    {
        await Write("apart.parquet", new Row { id = "x", features = [1] }, new Row { id = "y", features = [1] },
            new Row { id = "x", features = [1] });
        await Write("uneven.parquet", new Row { id = "x", features = [1] }, new Row { id = "x", features = [1, 2] });
        using (var stream = File.Create(_folder["columns.parquet"]))
            await ParquetSerializer.SerializeAsync([new Other { name = "x" }], stream);
        File.WriteAllText(_folder["text.parquet"], "this is no Parquet file");

        Assert.Contains("'x' again", Fault("apart.parquet"));
        Assert.Contains("lists of one length", Fault("uneven.parquet"));
        Assert.Contains("a column 'id'", Fault("columns.parquet"));
        Assert.Contains("a Parquet file", Fault("text.parquet"));

        string Fault(string file) => Assert.Throws<DatasetException>(
            () => ParquetFeatures.Open(_folder[file]).Select(clip => clip.Read()).ToArray()).Message;
    }

    private async Task Write(string file, params Row[] rows)
    {
        using var stream = File.Create(_folder[file]);
        await ParquetSerializer.SerializeAsync(rows, stream);
    }

    private sealed class Row
    {
        public string id { get; set; } = "";

        public List<float> features { get; set; } = [];
    }

    private sealed class Other
    {
        public string name { get; set; } = "";
    }
}
