using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class DatasetCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Texts_are_imported_missing_videos_are_counted_and_the_dataset_is_shown_and_checked()
    {
        File.WriteAllText(_home["train.csv"], "video_id,start,end,text\naa,10,20,slow piano\nbb,10,20,gone\n");
        File.WriteAllText(_home["test.csv"], "video_id,start,end,text\ncc,10,20,a choir\n");
        Directory.CreateDirectory(_home["videos"]);
        File.WriteAllText(_home["videos/aa.mp4"], "");
        File.WriteAllText(_home["videos/cc.mp4"], "");

        var import = CliRun.Start(
            _home, "dataset", "import", "musictextclips", _home["train.csv"], _home["test.csv"], "--media", _home["videos"],
            "-o", _home["set"]);
        Assert.Equal(ExitCode.PartlyDone, import.ExitCode);
        Assert.Contains("2 clips in ", import.Out);
        Assert.Contains("1 of 3 rows left out", import.Error);
        Assert.Contains("bb@10-20", import.Error);

        var show = CliRun.Start(_home, "dataset", "show", _home["set"]);
        Assert.Equal(ExitCode.Done, show.ExitCode);
        Assert.Contains("text: human", show.Out);

        var check = CliRun.Start(_home, "dataset", "check", _home["set"]);
        Assert.Equal(ExitCode.Error, check.ExitCode); // no clip to validate on
        Assert.Contains("No clip is for validation.", check.Error);
    }

    [Fact]
    public void A_leak_is_an_error_of_evaluate()
    {
        Directory.CreateDirectory(_home["set"]);
        File.WriteAllText(_home["set/dataset.json"],
            """{"format":1,"name":"x","licence":"x","origin":"x","counts":{"train":1,"validation":0,"test":1},"encoders":[]}""");
        File.WriteAllText(_home["set/clips.jsonl"], string.Concat(new[] { "train", "test" }.Select(split =>
            $$$"""{"id":"{{{split}}}","video":null,"music":"same.mp3","start":0,"end":1,"split":"{{{split}}}","tags":{},"texts":{}}"""
                + "\n")));

        var run = CliRun.Start(_home, "evaluate", "--suite", "paper", "--dataset", _home["set"], "--out", _home["out"]);

        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("music 'same.mp3' in train ('train') and test ('test')", run.Error);
        Assert.False(File.Exists(_home["out/paper.md"]));
    }

    [Fact]
    public void A_dataset_that_is_not_there_is_an_error()
    {
        Assert.Equal(ExitCode.Error, CliRun.Start(_home, "dataset", "show", _home["nothing"]).ExitCode);
        Assert.Equal(ExitCode.Error, CliRun.Start(_home, "dataset", "build", _home["nothing"], "--out", _home["out"]).ExitCode);
        Assert.Equal(ExitCode.Usage, CliRun.Start(_home, "evaluate", "--suite", "other", "-d", "x", "-o", "y").ExitCode);
    }
}
