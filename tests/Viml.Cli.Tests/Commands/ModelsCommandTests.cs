using System.Text.Json;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public void A_tagger_is_pulled_from_a_mirror_checked_used_and_removed()
    {
        var weights = File.ReadAllBytes(TestPaths.RequireShared("models/musicnn-mtat.pth"));
        var track = Path.Combine(ToyMedia.Music(_home), "flute.wav");
        using (var server = new LocalServer((request, stream) => LocalServer.File(request, stream, weights)))
        {
            var missing = CliRun.Start(_home, "tag", track, "--tagger", "musicnn-mtat");
            Assert.Equal(ExitCode.Error, missing.ExitCode);
            Assert.Contains("viml models pull musicnn-mtat", missing.Error);

            var pull = CliRun.Start(_home, "models", "pull", "musicnn-mtat", "--mirror", server.Address);
            Assert.True(pull.ExitCode == ExitCode.Done, pull.Error);
            Assert.Equal(2, pull.Error.Split("Licence: MIT.").Length - 1);
            Assert.Equal("/musicnn-mtat/musicnn-mtat.pth", Assert.Single(server.Requests).Path);
        }

        // From here on nobody answers.
        Assert.Contains("already installed", CliRun.Start(_home, "models", "pull", "musicnn-mtat").Out);
        Assert.Equal("musicnn-mtat: intact\n", CliRun.Start(_home, "models", "verify").Out);
        var folder = CliRun.Start(_home, "models", "path", "musicnn-mtat").Out.TrimEnd();
        Assert.True(File.Exists(Path.Combine(folder, "musicnn-mtat.pth")));
        using (var list = JsonDocument.Parse(CliRun.Start(_home, "models", "list", "--json").Out))
            Assert.Single(list.RootElement.GetProperty("models").EnumerateArray(), model => model.GetProperty("installed").GetBoolean());
        using (var tags = JsonDocument.Parse(CliRun.Start(_home, "tag", track, "--tagger", "musicnn-mtat", "--json").Out))
            Assert.Equal(50, tags.RootElement.GetProperty("tags").GetArrayLength());

        var features = CliRun.Start(_home, "features", track, "--encoder", "musicnn-mtat", "-o", _home["f.safetensors"]);
        Assert.True(features.ExitCode == ExitCode.Done, features.Error);
        using (var file = SafeTensorsFile.Open(_home["f.safetensors"]))
            Assert.Equal(200, file.Shape("features")[1]);

        File.AppendAllText(Path.Combine(folder, "musicnn-mtat.pth"), "x");
        var broken = CliRun.Start(_home, "models", "verify", "musicnn-mtat");
        Assert.Equal(ExitCode.Error, broken.ExitCode);
        Assert.Contains("3257173 bytes instead of 3257172", broken.Out);
        Assert.Equal(ExitCode.Done, CliRun.Start(_home, "models", "remove", "musicnn-mtat").ExitCode);
        Assert.Equal(ExitCode.NothingFound, CliRun.Start(_home, "models", "verify").ExitCode);
    }

    [SkippableFact]
    public void A_pull_goes_through_the_proxy_of_the_environment()
    {
        var weights = File.ReadAllBytes(TestPaths.RequireShared("models/musicnn-mtat.pth"));
        using var proxy = new LocalServer((request, stream) => LocalServer.File(request, stream, weights));
        string[] arguments = ["models", "pull", "musicnn-mtat", "--mirror", "http://models.invalid"];
        var pull = CliProcess.Run(_home, arguments, ("http_proxy", proxy.Address), ("NO_PROXY", ""));
        Assert.True(pull.ExitCode == ExitCode.Done, pull.Error);
        Assert.Equal("http://models.invalid/musicnn-mtat/musicnn-mtat.pth", Assert.Single(proxy.Requests).Path);
        Assert.Equal("musicnn-mtat: intact\n", CliRun.Start(_home, "models", "verify").Out);
    }

    [Fact]
    public void Convert_writes_safetensors_once()
    {
        var source = Path.Combine(TestPaths.Fixtures, "torch", "zip2.pth");

        var run = CliRun.Start(_home, "models", "convert", source, _home["out.safetensors"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("18 tensors", run.Out);
        using (var file = SafeTensorsFile.Open(_home["out.safetensors"]))
            Assert.Contains("state.transposed", file.Names);
        Assert.Equal(ExitCode.Usage, CliRun.Start(_home, "models", "convert", source, _home["out.safetensors"]).ExitCode);
        File.WriteAllText(_home["text.pth"], "no weights");
        Assert.Equal(ExitCode.Error, CliRun.Start(_home, "models", "convert", _home["text.pth"], _home["b.safetensors"]).ExitCode);
    }

    [Fact]
    public void The_list_fits_80_columns_and_an_unknown_model_lists_the_known()
    {
        var list = CliRun.Start(_home, "models", "list");
        Assert.All(list.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("musicnn-jamendo", list.Out);
        Assert.Contains("fcn-msd", CliRun.Start(_home, "models", "pull", "unknown").Error);
        Assert.Equal(ExitCode.Usage, CliRun.Start(_home, "models", "pull", "fcn-msd", "--mirror", "ftp://x").ExitCode);
    }

    [Fact]
    public void A_damaged_model_is_listed_with_its_problem_and_hides_no_other()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home["home"], "models", "fcn-msd")).FullName;
        File.WriteAllText(Path.Combine(folder, "installed.json"), "{");
        var list = CliRun.Start(
            _home,
            environment => environment with
            {
                OutIsTerminal = true,
                TerminalWidth = 60,
                Variable = name => name == "NO_COLOR" ? "1" : environment.Variable(name),
            },
            "models", "list");
        Assert.Equal(ExitCode.Done, list.ExitCode);
        Assert.Contains("damaged", list.Out);
        Assert.Contains("viml models remove fcn-msd", list.Out);
        Assert.Contains("musicnn-jamendo", list.Out);
        Assert.DoesNotContain("…", list.Out);

        var verify = CliRun.Start(_home, "models", "verify");
        Assert.Equal(ExitCode.Error, verify.ExitCode);
        Assert.Contains("viml models remove fcn-msd", verify.Out);
        Assert.Equal(ExitCode.Done, CliRun.Start(_home, "models", "remove", "fcn-msd").ExitCode);
    }
}
