using System.Text.Json;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class SimilarCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_most_similar_track_comes_first()
    {
        var music = ToyMedia.Music(_home);
        var run = CliRun.Start(_home, "similar", Path.Combine(music, "hum.wav"), "--music", music);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith("Similar to hum.wav (0:06)", run.Out);
        Assert.InRange(run.Out.IndexOf("loud", StringComparison.Ordinal), 1, run.Out.IndexOf("flute", StringComparison.Ordinal));
        Assert.All(run.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("Tempo", run.Out); // headings are whole
        Assert.Contains("2 tracks compared by tags of toy", run.Error);
    }

    [Fact]
    public void A_folder_that_was_indexed_is_a_library_and_json_has_every_dimension()
    {
        var music = ToyMedia.Music(_home);
        CliRun.Start(_home, "index", music);
        var run = CliRun.Start(_home, "similar", Path.Combine(music, "hum.wav"), "--instruments", "2", "--json", "--top", "1");
        using var answer = JsonDocument.Parse(run.Out);
        var track = Assert.Single(answer.RootElement.GetProperty("tracks").EnumerateArray().ToArray());
        Assert.InRange(track.GetProperty("similarity").GetProperty("instruments").GetDouble(), 0, 1);
        Assert.Equal(JsonValueKind.Null, track.GetProperty("similarity").GetProperty("tempo").ValueKind);
        Assert.Equal(2, answer.RootElement.GetProperty("query").GetProperty("weights").GetProperty("instruments").GetDouble());
    }

    [Fact]
    public void A_model_is_found_by_its_folder_and_compares_the_tempo()
    {
        var music = ToyMedia.Music(_home);
        ToyDeepSim.Write(_home["model"]);
        CliRun.Start(_home, "index", music);
        var run = CliRun.Start(_home, "similar", Path.Combine(music, "hum.wav"), "--model", _home["model"], "--json");
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        using var answer = JsonDocument.Parse(run.Out);
        Assert.Equal("deepsim", answer.RootElement.GetProperty("model").GetProperty("name").GetString());
        Assert.Equal(2, answer.RootElement.GetProperty("tracks").GetArrayLength());
        Assert.Equal(
            JsonValueKind.Number, answer.RootElement.GetProperty("tracks")[0].GetProperty("similarity").GetProperty("tempo").ValueKind);
    }

    [Theory]
    [InlineData("At least one weight must be positive", "--genre", "0", "--mood", "0", "--instruments", "0", "--tempo", "0")]
    [InlineData("--mood: '-1' is not a number from 0 to 100", "--mood", "-1")]
    public void Wrong_usage_is_explained(string message, params string[] arguments)
    {
        var run = CliRun.Start(_home, ["similar", Path.Combine(ToyMedia.Music(_home), "hum.wav"), .. arguments]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void Without_a_library_or_a_model_it_says_what_to_do()
    {
        var track = Path.Combine(ToyMedia.Music(_home), "hum.wav");
        Assert.Contains("viml index", CliRun.Start(_home, "similar", track).Error);
        var run = CliRun.Start(_home, "similar", track, "--model", _home["nothing"]);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("viml train deepsim", run.Error);
    }

    [Fact]
    public void Only_the_tempo_of_toy_models_cannot_count()
    {
        var music = ToyMedia.Music(_home);
        var run = CliRun.Start(
            _home, "similar", Path.Combine(music, "hum.wav"), "--music", music, "--genre", "0", "--mood", "0", "--instruments", "0");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("genre, mood, instruments", run.Error);
    }
}
