using System.Text.Json;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class LibraryCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void No_library_is_nothing_found()
    {
        var run = CliRun.Start(_home, "library", "list");
        Assert.Equal(ExitCode.NothingFound, run.ExitCode);
        Assert.Contains("viml index DIR", run.Error);
    }

    [Fact]
    public void Libraries_are_listed_shown_and_removed()
    {
        var music = ToyMedia.Music(_home);
        File.WriteAllText(Path.Combine(music, "notes.mp3"), "not music at all");
        CliRun.Start(_home, "index", music, "--library", "evening");

        var list = CliRun.Start(_home, "library", "list");
        Assert.Equal(ExitCode.Done, list.ExitCode);
        Assert.Contains("evening", list.Out);
        Assert.All(list.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));

        var show = CliRun.Start(_home, "library", "show", "evening");
        Assert.Equal(ExitCode.Done, show.ExitCode);
        Assert.Contains("3 in 3 files, 18 s", show.Out);
        Assert.Contains("notes.mp3: ", show.Out);

        Assert.Equal(ExitCode.Done, CliRun.Start(_home, "library", "remove", "evening").ExitCode);
        Assert.Equal(ExitCode.NothingFound, CliRun.Start(_home, "library", "list").ExitCode);
        Assert.True(File.Exists(Path.Combine(music, "loud.wav")));
    }

    [Fact]
    public void The_json_answers_hold_the_same()
    {
        CliRun.Start(_home, "index", ToyMedia.Music(_home), "--library", "evening");
        using var list = JsonDocument.Parse(CliRun.Start(_home, "library", "list", "--json").Out);
        Assert.Equal("evening", list.RootElement.GetProperty("libraries")[0].GetProperty("name").GetString());
        using var show = JsonDocument.Parse(CliRun.Start(_home, "library", "show", "evening", "--json").Out);
        Assert.Equal(3, show.RootElement.GetProperty("library").GetProperty("contents").GetProperty("tracks").GetInt32());
        using var removed = JsonDocument.Parse(CliRun.Start(_home, "library", "remove", "evening", "--json").Out);
        Assert.Equal("evening", removed.RootElement.GetProperty("removed").GetString());
    }

    [Fact]
    public void An_unknown_library_is_an_error_that_lists_the_known_ones()
    {
        CliRun.Start(_home, "index", ToyMedia.Music(_home), "--library", "evening");
        var run = CliRun.Start(_home, "library", "remove", "morning");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("evening", run.Error);
    }
}
