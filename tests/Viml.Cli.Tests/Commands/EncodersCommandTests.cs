using System.Text.Json;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class EncodersCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Encoders_are_listed_with_their_output_and_cost()
    {
        var run = CliRun.Start(_home, "encoders");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        ApprovedText.Matches("encoders", run.Out);
        Assert.All(run.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("viml models pull clip-vit-b32", run.Error);
        Assert.Contains("viml train deepsim", run.Error);
    }

    [Fact]
    public void A_trained_DeepSim_goes_into_the_store_and_is_an_encoder_by_its_name()
    {
        ToyDeepSim.Write(_home["my-deepsim"]);
        var added = CliRun.Start(_home, "models", "add", _home["my-deepsim"]);
        Assert.True(added.ExitCode == ExitCode.Done, added.Error);
        Assert.Equal("my-deepsim: intact\n", CliRun.Start(_home, "models", "verify", "my-deepsim").Out);
        Assert.Contains("CC0-1.0", CliRun.Start(_home, "models", "list").Out);
        Directory.Delete(_home["my-deepsim"], recursive: true);

        var run = CliRun.Start(_home, "encoders");
        var row = Assert.Single(run.Out.Split('\n'), line => line.Contains("my-deepsim", StringComparison.Ordinal));
        Assert.Matches(@"my-deepsim +music +1-[0-9a-f]{8} +256/3 s +0\.0 M +[0-9.]+ +CC0-1\.0", row);
        Assert.InRange(row.Length, 0, 80);
        Assert.DoesNotContain("viml train deepsim", run.Error);

        var track = Path.Combine(ToyMedia.Music(_home), "hum.wav");
        run = CliRun.Start(_home, "features", track, "--encoder", "my-deepsim", "-o", _home["out.safetensors"]);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"2 x 256, 1/3 s, my-deepsim 1-[0-9a-f]{8}, licence CC0-1\.0\n$", run.Out);
        using (var file = SafeTensorsFile.Open(_home["out.safetensors"]))
            Assert.Equal(1, file.Read("features").Span[..256].ToArray().Sum(value => value * value), 1e-2);

        run = CliRun.Start(_home, "similar", track, "--music", _home["music"], "--model", "my-deepsim", "--json");
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Contains("\"name\": \"deepsim\"", run.Out);
    }

    [Fact]
    public void The_json_answer_has_the_figures()
    {
        using var answer = JsonDocument.Parse(CliRun.Start(_home, "encoders", "--json").Out);
        var clip = answer.RootElement.GetProperty("encoders").EnumerateArray().First(
            card => card.GetProperty("name").GetString() == "clip-vit-b32");
        Assert.Equal("Video", clip.GetProperty("modality").GetString());
        Assert.Equal(512, clip.GetProperty("width").GetInt32());
        Assert.False(clip.GetProperty("isReady").GetBoolean());
        Assert.InRange(clip.GetProperty("cost").GetProperty("gflop").GetDouble(), 8, 8.8);
    }
}
