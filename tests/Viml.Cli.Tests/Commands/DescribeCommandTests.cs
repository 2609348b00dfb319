using System.Text.Json;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class DescribeCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("tags")]
    [InlineData("data2text")]
    [InlineData("prompt2text")]
    public void A_track_is_described(string method)
    {
        var track = Path.Combine(ToyMedia.Music(_home), "flute.wav");
        var run = CliRun.Start(_home, "describe", track, "--method", method, "--count", "3", "--seed", "5");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var lines = run.Out.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Contains("flute", line, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(run.Out, CliRun.Start(_home, "describe", track, "--method", method, "--count", "3", "--seed", "5").Out);
    }

    [Fact]
    public void The_json_answer_has_the_provenance()
    {
        var run = CliRun.Start(_home, "describe", Path.Combine(ToyMedia.Music(_home), "flute.wav"), "--json");
        using var answer = JsonDocument.Parse(run.Out);
        var text = answer.RootElement[0];
        Assert.Equal("data2text", text.GetProperty("method").GetString());
        Assert.Equal("kept", text.GetProperty("outcome").GetString());
        Assert.Contains("flute", text.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
    }

    [Fact]
    public void A_folder_is_written_to_a_file_and_continued()
    {
        var music = ToyMedia.Music(_home);
        File.WriteAllText(Path.Combine(music, "notes.mp3"), "not music at all");
        var run = CliRun.Start(_home, "describe", music, "--out", _home["texts.csv"], "--measures");
        Assert.Equal(ExitCode.PartlyDone, run.ExitCode);
        Assert.Contains("4 pieces: 3 texts kept", run.Out);
        Assert.Contains("recall", run.Out);
        Assert.Contains("notes.mp3", run.Error);
        Assert.Equal(4, File.ReadAllLines(_home["texts.csv"]).Length);
        Assert.Equal(3, File.ReadAllLines(_home["texts.jsonl"]).Length);
        Assert.Contains("3 there before", CliRun.Start(_home, "describe", music, "--out", _home["texts.csv"]).Out);
        var other = CliRun.Start(_home, "describe", music, "--out", _home["texts.csv"], "--seed", "9");
        Assert.Equal(ExitCode.Error, other.ExitCode);
        Assert.Contains("another seed", other.Error);
    }

    [Fact]
    public void Show_prompt_sends_nothing()
    {
        var track = Path.Combine(ToyMedia.Music(_home), "flute.wav");
        var run = CliRun.Start(_home, "describe", track, "--method", "prompt2text", "--show-prompt", "--model", "toy", "--address",
            "http://127.0.0.1:9/v1");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.EndsWith("Description:\n", run.Out);
        Assert.Contains("tokens", run.Error);
    }

    [Fact]
    public void A_model_that_cannot_be_reached_is_an_error_without_the_key()
    {
        var track = Path.Combine(ToyMedia.Music(_home), "flute.wav");
        File.WriteAllText(_home["key"], "sk-very-secret-123\n");
        var run = CliRun.Start(_home, environment => environment with { Variable = name => name == "VIML_DEBUG" ? "1"
            : environment.Variable(name) },
            "describe", track, "--method", "prompt2text", "--model", "toy", "--address", "http://127.0.0.1:9/v1", "--key-file",
                _home["key"],
            "--timeout", "2");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("cannot be reached", run.Error);
        Assert.DoesNotContain("sk-very-secret", run.Error + run.Out);
    }

    [Theory]
    [InlineData("needs the address", "--method", "prompt2text", "--model", "toy")]
    [InlineData("must not contain", "--method", "prompt2text", "--model", "toy", "--address", "http://me:pass@localhost/v1")]
    [InlineData("goes with --method prompt2text", "--show-prompt")]
    [InlineData("must end in .jsonl or .csv", "--out", "texts.txt")]
    public void Wrong_choices_are_explained(string says, params string[] options)
    {
        var run = CliRun.Start(_home, ["describe", Path.Combine(ToyMedia.Music(_home), "flute.wav"), .. options]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(says, run.Error);
    }

    [Fact]
    public void A_folder_needs_a_file_for_its_texts()
    {
        var run = CliRun.Start(_home, "describe", ToyMedia.Music(_home));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--out", run.Error);
        Assert.Equal(ExitCode.Usage, CliRun.Start(_home, "describe", _home["nothing.mp3"]).ExitCode);
    }

    [Fact]
    public void A_library_shows_a_sentence_for_each_track()
    {
        CliRun.Start(_home, "index", ToyMedia.Music(_home), "--library", "evening");
        var show = CliRun.Start(_home, "library", "show", "evening", "--tracks");
        Assert.Equal(ExitCode.Done, show.ExitCode);
        Assert.Contains("flute", show.Out);
        Assert.Contains("Music with", show.Out);
        using var json = JsonDocument.Parse(CliRun.Start(_home, "library", "show", "evening", "--tracks", "--json").Out);
        var tracks = json.RootElement.GetProperty("tracks");
        Assert.Equal(3, tracks.GetArrayLength());
        Assert.Contains(tracks.EnumerateArray(), track => track.GetProperty("description")
            .GetString()!.Contains("flute", StringComparison.Ordinal));
        Assert.False(JsonDocument.Parse(CliRun.Start(_home, "library", "show", "evening", "--json").Out).RootElement.TryGetProperty(
            "tracks", out _));
    }
}
