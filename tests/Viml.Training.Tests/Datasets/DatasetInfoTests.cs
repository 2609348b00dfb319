using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class DatasetInfoTests : IDisposable
{
    private static readonly DatasetInfo Info = new("toy", "MIT", "corpus build --seed 1",
        new Dictionary<string, int> { ["train"] = 2, ["validation"] = 0, ["test"] = 1 },
        [new DatasetEncoder("scene", "1", 100, 1), new DatasetEncoder("musicnn", "2", 200, 1 / 3.0)]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_head_comes_back_as_it_was_written()
    {
        Info.Write(_folder.Path);
        var read = DatasetInfo.Read(_folder.Path);
        Assert.Equal((Info.Name, Info.Licence, Info.Origin), (read.Name, read.Licence, read.Origin));
        Assert.Equal(Info.Counts, read.Counts);
        Assert.Equal(Info.Encoders, read.Encoders);
        Assert.Equal(["dataset.json"], Directory.EnumerateFiles(_folder.Path).Select(path => Path.GetFileName(path)));
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "format 1")]
    [InlineData("\"train\": 2", "\"train\": -2", "'counts.train'")]
    [InlineData("\"train\": 2", "\"dev\": 2", "'counts.train'")]
    [InlineData("\"width\": 100", "\"width\": 100, \"hop\": 2", "'encoders[0].hop'")]
    [InlineData("\"width\": 100", "\"width\": 100.5", "'encoders[0].width'")]
    [InlineData("\"licence\": \"MIT\"", "\"license\": \"MIT\"", "'licence'")]
    [InlineData("\"encoders\": [", "\"encoders\": 3, \"more\": [", "'encoders'")]
    public void A_wrong_head_is_an_error_that_names_the_key(string good, string bad, string says)
    {
        Info.Write(_folder.Path);
        var path = _folder["dataset.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace(good, bad, StringComparison.Ordinal));
        var error = Assert.Throws<DatasetException>(() => DatasetInfo.Read(_folder.Path));
        Assert.Equal(path, error.Path);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"format\": 1")]
    public void What_is_not_an_object_is_an_error(string text)
    {
        File.WriteAllText(_folder["dataset.json"], text);
        Assert.Throws<DatasetException>(() => DatasetInfo.Read(_folder.Path));
    }

    [Fact]
    public void A_folder_without_a_head_is_an_error() => Assert.Throws<DatasetException>(() => DatasetInfo.Read(_folder.Path));
}
