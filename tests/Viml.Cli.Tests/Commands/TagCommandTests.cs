using System.Text.Json;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class TagCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_surest_tag_comes_first()
    {
        var run = CliRun.Start(_home, "tag", Path.Combine(ToyMedia.Music(_home), "loud.wav"), "--top", "2");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        ApprovedText.Matches("tag", run.Out);
    }

    [Fact]
    public void The_json_answer_has_every_tag()
    {
        var run = CliRun.Start(_home, "tag", Path.Combine(ToyMedia.Music(_home), "flute.wav"), "--json");
        using var answer = JsonDocument.Parse(run.Out);
        Assert.Equal(89, answer.RootElement.GetProperty("tags").GetArrayLength());
    }

    [Fact]
    public void A_missing_track_is_a_usage_error_and_a_broken_one_an_error()
    {
        Assert.Equal(ExitCode.Usage, CliRun.Start(_home, "tag", _home["nothing.mp3"]).ExitCode);
        File.WriteAllText(_home["notes.mp3"], "not music at all");
        var run = CliRun.Start(_home, "tag", _home["notes.mp3"]);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("notes.mp3", run.Error);
    }
}
