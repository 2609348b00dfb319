using System.Text.Json;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class IndexCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Indexing_tells_what_became_of_every_file()
    {
        var run = CliRun.Start(_home, "index", ToyMedia.Music(_home));
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith("3 files found = 3 indexed + 0 unchanged + 0 skipped + 0 failed\n", run.Out);
        Assert.EndsWith("The library 'default' holds 3 tracks.\n", run.Out);
        Assert.Contains("viml recommend", run.Error);
    }

    [Fact]
    public void Indexing_again_reads_only_what_changed_and_knows_its_folders()
    {
        var music = ToyMedia.Music(_home);
        CliRun.Start(_home, "index", music);
        Assert.StartsWith("3 files found = 0 indexed + 3 unchanged", CliRun.Start(_home, "index").Out);
        Assert.StartsWith("3 files found = 3 indexed", CliRun.Start(_home, "index", "--again").Out);
    }

    [Fact]
    public void A_broken_file_is_named_and_the_rest_is_done()
    {
        var music = ToyMedia.Music(_home);
        File.WriteAllText(Path.Combine(music, "notes.mp3"), "not music at all");
        var run = CliRun.Start(_home, "index", music);
        Assert.Equal(ExitCode.PartlyDone, run.ExitCode);
        Assert.StartsWith("4 files found = 3 indexed + 0 unchanged + 0 skipped + 1 failed\n", run.Out);
        Assert.Contains("notes.mp3: ", run.Error);
    }

    [Fact]
    public void A_broken_file_that_is_passed_over_still_counts()
    {
        var music = ToyMedia.Music(_home);
        File.WriteAllText(Path.Combine(music, "notes.mp3"), "not music at all");
        CliRun.Start(_home, "index", music);
        var run = CliRun.Start(_home, "index");
        Assert.StartsWith("4 files found = 0 indexed + 3 unchanged + 1 skipped + 0 failed\n", run.Out);
        Assert.Equal(ExitCode.PartlyDone, run.ExitCode);
    }

    [Fact]
    public void Without_a_folder_and_without_a_library_it_says_what_to_name()
    {
        var run = CliRun.Start(_home, "index");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("viml index ~/Music", run.Error);
        Assert.False(Directory.Exists(_home["home"]));
    }

    [Fact]
    public void Nothing_but_broken_files_is_an_error()
    {
        Directory.CreateDirectory(_home["music"]);
        File.WriteAllText(Path.Combine(_home["music"], "notes.mp3"), "not music at all");
        Assert.Equal(ExitCode.Error, CliRun.Start(_home, "index", _home["music"]).ExitCode);
    }

    [Fact]
    public void A_folder_without_music_is_nothing_found()
    {
        Directory.CreateDirectory(_home["empty"]);
        var run = CliRun.Start(_home, "index", _home["empty"]);
        Assert.Equal(ExitCode.NothingFound, run.ExitCode);
        Assert.Contains("no music", run.Error);
        Assert.Empty(run.Out);
        Assert.Equal(ExitCode.NothingFound, CliRun.Start(_home, "library", "list").ExitCode);
    }

    [Fact]
    public void The_answer_as_json_adds_up()
    {
        var run = CliRun.Start(_home, "index", ToyMedia.Music(_home), "--json", "--library", "evening");
        using var answer = JsonDocument.Parse(run.Out);
        int Value(string name) => answer.RootElement.GetProperty(name).GetInt32();
        Assert.Equal("evening", answer.RootElement.GetProperty("library").GetString());
        Assert.Equal(3, Value("found"));
        Assert.Equal(Value("found"), Value("indexed") + Value("unchanged") + Value("skipped") + Value("failed"));
    }

    [Theory]
    [InlineData("/no/such/folder", "does not exist")]
    [InlineData("--library=a/b", "is not a valid library name")]
    public void Wrong_arguments_are_usage_errors(string argument, string message)
    {
        var run = CliRun.Start(_home, "index", argument);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void Ctrl_C_ends_it_with_130_and_without_a_result()
    {
        using var pressed = new CancellationTokenSource();
        pressed.Cancel();
        var run = CliRun.Start(_home, environment => environment with { Cancellation = pressed.Token }, "index", ToyMedia.Music(_home));
        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("Interrupted. Nothing had been indexed yet.", run.Error);
        Assert.Empty(Directory.GetFiles(_home["home"], "*", SearchOption.AllDirectories));

        CliRun.Start(_home, "index", _home["music"]);
        var second = CliRun.Start(_home, environment => environment with { Cancellation = pressed.Token }, "index", "--again");
        Assert.Contains("3 tracks are kept in the library 'default'; run the same command again to go on.", second.Error);
    }

    [Fact]
    public void A_home_that_cannot_be_written_is_an_error_that_says_what_to_do()
    {
        var music = ToyMedia.Music(_home);
        File.WriteAllText(_home["home"], "a file where the folder should be");
        var run = CliRun.Start(_home, "index", music);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("VIML_HOME", run.Error);
    }
}
