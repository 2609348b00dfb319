using System.Diagnostics;
using System.Text.Json;
using Viml.Models.Bundles;
using Viml.Testing;
using Viml.Training.Tests.Fitting;

namespace Viml.Cli.Tests;

/// <summary>The command train as a process of its own, on the smallest dataset there is.</summary>
public sealed class TrainKillTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void After_kill_9_the_next_run_goes_on_and_writes_the_bundle()
    {
        ToyDataset.Write(_home["data"], clips: 37, (i, clip) => i == 36 ? clip with { Music = "missing.wav" } : clip);
        string[] arguments =
            ["train", "--corpus", _home["data"], "--out", _home["bundle"], "--musicnn-steps", "1", "--words-steps", "25", "--viml-steps", "2", "--batch", "8", "--json"];
        var musicnn = Path.Combine(_home["bundle.work"], "musicnn.run.json"); // MusiCNN is fitted, the words encoder is being fitted
        using (var killed = Start(arguments))
        {
            WaitUntil(() => File.Exists(musicnn) || killed.HasExited);
            killed.Kill();
            killed.WaitForExit();
            Assert.NotEqual(ExitCode.Done, killed.ExitCode);
        }
        Assert.False(File.Exists(Path.Combine(_home["bundle"], "bundle.json")));
        var decoded = Shards();
        var checkpoint = File.GetLastWriteTimeUtc(Path.Combine(_home["bundle.work"], "musicnn.checkpoint"));

        var run = Finish(Start(arguments));
        Assert.True(run.ExitCode == ExitCode.PartlyDone, run.Error); // one clip is broken
        Assert.Contains("Left out clip-36", run.Error);
        Assert.Equal(checkpoint, File.GetLastWriteTimeUtc(Path.Combine(_home["bundle.work"], "musicnn.checkpoint")));
        Assert.NotEmpty(decoded);
        Assert.Empty(decoded.Except(Shards())); // nothing was decoded again
        using var answer = JsonDocument.Parse(run.Out);
        Assert.Equal(2, answer.RootElement.GetProperty("pool").GetInt32());
        using var bundle = Bundle.Load(_home["bundle"]);
        Assert.Equal("viml train --corpus data --out bundle --musicnn-steps 1 --words-steps 25 --viml-steps 2 --batch 8 --json", bundle.Manifest.Training.Command);
        Assert.Equal(bundle.Model.Config.JointWidth, bundle.Model.EmbedQuery(null, new float[bundle.Text.Width]).Length);
    }

    [Fact]
    public void Without_ffmpeg_it_says_how_to_install_it()
    {
        ToyDataset.Write(_home["data"], clips: 36);
        Directory.CreateDirectory(_home["tools"]);
        var run = Finish(Start(["train", "--corpus", _home["data"], "--out", _home["bundle"]], path: _home["tools"]));
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("apt install ffmpeg", run.Error);
        Assert.DoesNotContain("inside viml", run.Error);
    }

    private static CliRun Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new CliRun(process.ExitCode, output, error.GetAwaiter().GetResult());
        }
    }

    private Process Start(string[] arguments, string? path = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Application).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["VIML_HOME"] = _home["home"];
        if (path is not null) start.Environment["PATH"] = path;
        return Process.Start(start)!;
    }

    private string[] Shards() =>
        [.. Directory.GetFiles(_home["bundle.work"], "*.safetensors", SearchOption.AllDirectories).Where(file => file.Contains("features"))
            .Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}")];

    private static void WaitUntil(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), "Waited in vain.");
            Thread.Sleep(10);
        }
    }
}
