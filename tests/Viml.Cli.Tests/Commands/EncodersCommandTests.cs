using System.Text.Json;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class EncodersCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Encoders_are_listed_with_what_they_give_and_cost()
    {
        var run = CliRun.Start(_home, "encoders");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        ApprovedText.Matches("encoders", run.Out);
        Assert.Contains("--model FOLDER", run.Error);
    }

    [Fact]
    public void The_json_answer_has_the_figures()
    {
        using var answer = JsonDocument.Parse(CliRun.Start(_home, "encoders", "--json").Out);
        var clip = answer.RootElement.GetProperty("encoders").EnumerateArray().First(card => card.GetProperty("name").GetString() == "clip-vit-b32");
        Assert.Equal("Video", clip.GetProperty("modality").GetString());
        Assert.Equal(512, clip.GetProperty("width").GetInt32());
        Assert.False(clip.GetProperty("isReady").GetBoolean());
        Assert.InRange(clip.GetProperty("cost").GetProperty("gflop").GetDouble(), 8, 8.8);
    }
}
