using System.Diagnostics;
using System.Text.Json;
using Viml.Engine.Weights;
using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Fitting;
using Viml.Training.Tests.Fitting;

namespace Viml.Cli.Tests;

/// <summary>The command train as a process of its own, on the smallest dataset there is.</summary>
public sealed class TrainKillTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void After_kill_9_the_next_run_resumes_and_writes_the_bundle()
    {
        ToyDataset.Write(_home["data"], clips: 37, (i, clip) => i == 36 ? clip with { Music = "missing.wav" } : clip);
        string[] arguments =
            ["train", "--corpus", _home["data"], "--out", _home["bundle"], "--musicnn-steps", "1", "--words-steps", "2", "--viml-steps",
                "2", "--batch", "8", "--json"];
        KillWhenItHasWritten(_home["bundle.work/musicnn.run.json"], neverPast: _home["bundle.work/words.run.json"], arguments);
        Assert.False(File.Exists(_home["bundle/bundle.json"]));
        var decoded = Shards("bundle.work");
        var checkpoint = File.GetLastWriteTimeUtc(_home["bundle.work/musicnn.checkpoint"]);

        var run = CliProcess.Run(_home, arguments);
        Assert.True(run.ExitCode == ExitCode.PartlyDone, run.Error); // one clip is broken
        Assert.Contains("Left out clip-36", run.Error);
        Assert.Equal(checkpoint, File.GetLastWriteTimeUtc(_home["bundle.work/musicnn.checkpoint"]));
        Assert.NotEmpty(decoded);
        Assert.Empty(decoded.Except(Shards("bundle.work"))); // nothing was decoded again
        using var answer = JsonDocument.Parse(run.Out);
        Assert.Equal(2, answer.RootElement.GetProperty("pool").GetInt32());
        var bundle = Bundle.Load(_home["bundle"]);
        Assert.Equal("viml train --corpus data --out bundle --musicnn-steps 1 --words-steps 2 --viml-steps 2 --batch 8 --json",
            bundle.Manifest.Training.Command);
        Assert.Equal(bundle.Model.Config.JointWidth, bundle.Model.EmbedQuery(null, new float[bundle.Text.Width]).Length);
    }

    [Fact]
    public void After_kill_9_a_DeepSim_resumes_from_its_checkpoint_and_ends_where_an_undisturbed_one_does()
    {
        ToyDataset.Write(_home["data"], clips: 40,
            (i, clip) => clip with { Split = i < 32 ? Splits.Train : i < 36 ? Splits.Validation : Splits.Test });
        string[] arguments =
        [
            "train", "deepsim", "--corpus", _home["data"], "--out", _home["model"], "--steps", "22", "--batch", "2", "--json",
        ];
        var checkpoint = _home["model.work/deepsim.checkpoint"]; // of step 20, or of the last
        KillWhenItHasWritten(checkpoint, neverPast: _home["model.work/deepsim.run.json"], arguments);
        Assert.False(File.Exists(_home["model/deepsim.json"]));
        var decoded = Shards("model.work");
        const double before = 1e6;
        AddSeconds(checkpoint, before);

        var run = CliProcess.Run(_home, arguments);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.NotEmpty(decoded);
        Assert.Empty(decoded.Except(Shards("model.work"))); // nothing was decoded again
        var record = RunRecord.FromJson(File.ReadAllText(_home["model.work/deepsim.run.json"]));
        Assert.InRange(record.Seconds, before, 2 * before); // it resumed from the checkpoint
        Assert.Equal([20, 22], record.Losses.Select(loss => loss.Step));

        var undisturbed = CliProcess.Run(_home, [.. arguments.Select(argument => argument == _home["model"] ? _home["whole"] : argument)]);
        Assert.Equal(undisturbed.Out, run.Out);
        Assert.Equal(DeepSimModel.Load(_home["whole"]).Manifest.Version, DeepSimModel.Load(_home["model"]).Manifest.Version);
    }

    [Fact]
    public void Without_ffmpeg_it_says_how_to_install_it()
    {
        ToyDataset.Write(_home["data"], clips: 36);
        Directory.CreateDirectory(_home["tools"]);
        var run = CliProcess.Run(_home, ["train", "--corpus", _home["data"], "--out", _home["bundle"]], ("PATH", _home["tools"]));
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("apt install ffmpeg", run.Error);
        Assert.DoesNotContain("inside viml", run.Error);
    }

    /// <summary>
    /// Kills the program once a file is there. A named pipe that nobody reads stands where it writes another file: whatever the load of the
    /// machine, it waits there and cannot end before it is killed.
    /// </summary>
    private void KillWhenItHasWritten(string file, string neverPast, string[] arguments)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(neverPast)!);
        using (var pipe = Process.Start("mkfifo", neverPast)) pipe.WaitForExit();
        using (var killed = CliProcess.Start(_home, arguments))
        {
            while (!File.Exists(file) && !killed.HasExited) Thread.Sleep(10);
            Assert.False(killed.HasExited, "It ended before it was killed.");
            killed.Kill();
            killed.WaitForExit();
        }
        File.Delete(neverPast);
    }

    private static void AddSeconds(string checkpoint, double seconds)
    {
        var changed = new SafeTensorsWriter();
        using (var file = SafeTensorsFile.Open(checkpoint))
        {
            foreach (var (key, value) in file.Metadata) changed.Metadata[key] = value;
            var record = RunRecord.FromJson(file.Metadata["record"]);
            changed.Metadata["record"] = (record with { Seconds = record.Seconds + seconds }).ToJson();
            foreach (var name in file.Names) changed.Add(name, file.Read(name));
        }
        changed.Save(checkpoint);
    }

    private string[] Shards(string work) =>
        [.. Directory.GetFiles(_home[work], "*.safetensors", SearchOption.AllDirectories).Where(file => file.Contains("features"))
            .Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}")];
}
