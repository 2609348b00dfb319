using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Tests.Fitting;

namespace Viml.Cli.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("--corpus")]
    [InlineData("--out", "--corpus", "x")]
    [InlineData("--steps", "--corpus", "x", "--out", "y", "--steps", "3")]
    [InlineData("--viml-steps: '0' is not a whole number", "--corpus", "x", "--out", "y", "--viml-steps", "0")]
    [InlineData("--batch: '1' is not a whole number", "--corpus", "x", "--out", "y", "--batch", "1")]
    [InlineData("--seed: 'one' is not a whole number", "--corpus", "x", "--out", "y", "--seed", "one")]
    [InlineData("--text-dropout: '1.5' is not a number from 0 to 1", "--corpus", "x", "--out", "y", "--text-dropout", "1.5")]
    [InlineData("exceed 1 together", "--corpus", "x", "--out", "y", "--text-dropout", "0.6", "--video-dropout", "0.5")]
    public void Wrong_usage_is_explained(string message, params string[] arguments)
    {
        var run = CliRun.Start(_home, ["train", .. arguments]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_missing_dataset_is_an_error_that_names_the_file() => Fails(DatasetInfo.FileName, "no such file");

    [Fact]
    public void A_missing_list_of_clips_is_an_error_that_names_the_file()
    {
        ToyDataset.Write(_home["data"], clips: 1);
        File.Delete(Path.Combine(_home["data"], ClipFile.FileName));
        Fails(ClipFile.FileName, "no such file");
    }

    [Fact]
    public void An_unknown_key_is_an_error_that_names_the_line()
    {
        ToyDataset.Write(_home["data"], clips: 2);
        var path = Path.Combine(_home["data"], ClipFile.FileName);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"id\":\"clip-01\"", "\"id\":\"clip-01\",\"mood\":\"sad\""));
        Fails("line 2", "mood");
    }

    [Fact]
    public void Too_few_clips_are_an_error_that_says_how_many_it_takes()
    {
        ToyDataset.Write(_home["data"], clips: 3);
        Fails("at least 32 clips", "found 3 and 0");
        Assert.False(Directory.Exists(_home["bundle"]));
    }

    private void Fails(params string[] messages)
    {
        var run = CliRun.Start(_home, "train", "--corpus", _home["data"], "--out", _home["bundle"]);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.All(messages, message => Assert.Contains(message, run.Error));
        Assert.DoesNotContain("inside viml", run.Error);
        Assert.Empty(run.Out);
    }
}
