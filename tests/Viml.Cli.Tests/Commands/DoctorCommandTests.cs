using System.Text.Json;
using Viml.Engine.Kernels;
using Viml.Media.Ffmpeg;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Every_check_that_fails_comes_with_its_fix()
    {
        var run = CliRun.Start(
            _home, environment => environment with { Variable = name => name == "VIML_HOME" ? _home["home"] : "" }, "doctor", "--json");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        using var answer = JsonDocument.Parse(run.Out);
        Assert.False(answer.RootElement.GetProperty("ready").GetBoolean());
        var checks = answer.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("name").GetString()!);
        Assert.Equal("Bad", checks["ffmpeg"].GetProperty("state").GetString());
        Assert.Equal("Optional", checks["fluidsynth"].GetProperty("state").GetString());
        Assert.Equal("Good", checks["home"].GetProperty("state").GetString());
        Assert.All(
            checks.Values,
            check => Assert.Equal(
                check.GetProperty("state").GetString() == "Good", check.GetProperty("fix").ValueKind == JsonValueKind.Null));
    }

    [Fact]
    public void Programs_come_with_their_versions_and_the_processor_with_its_vectors()
    {
        var run = CliRun.Start(_home, "doctor", "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var answer = JsonDocument.Parse(run.Out);
        var found = answer.RootElement.GetProperty("checks").EnumerateArray()
            .ToDictionary(check => check.GetProperty("name").GetString()!, check => check.GetProperty("found").GetString()!);
        Assert.Equal($"{ToolVersions.Ffmpeg(MediaTools.Default)} in {Located("ffmpeg")}", found["ffmpeg"]);
        Assert.Equal($"{ToolVersions.Ffprobe(MediaTools.Default)} in {Located("ffprobe")}", found["ffprobe"]);
        Assert.Contains(Simd.Description, found["processor"]);
        Assert.Contains("scene; not installed: resnet18, resnet18-minilm, clip-vit-b32, musicnn-jamendo, musicnn-mtat, deepsim, minilm", found["encoders"]);
    }

    [Fact]
    public void A_program_that_gives_no_version_is_found()
    {
        File.Copy("/bin/true", _home["ffmpeg"]);
        var run = CliRun.Start(
            _home, environment => environment with { Variable = name => name == "VIML_HOME" ? _home["home"] : _home.Path }, "doctor");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("it reports no version", run.Out.ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_home_that_cannot_be_written_is_found()
    {
        File.WriteAllText(_home["home"], "a file where the folder should be");
        var run = CliRun.Start(_home, "doctor");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("VIML_HOME", run.Out);
    }

    [Fact]
    public void A_bundle_that_cannot_be_loaded_is_found()
    {
        var run = CliRun.Start(
            _home, environment => environment with { LoadModels = _ => throw new IOException("the weights are cut off") }, "doctor",
            "--bundle", _home.Path);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("the weights are cut off", run.Out);
        Assert.Contains("--bundle DIR", run.Out);
    }

    private static string Located(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
