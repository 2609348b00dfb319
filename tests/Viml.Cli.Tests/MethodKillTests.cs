using System.Diagnostics;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Tests.Fitting;

namespace Viml.Cli.Tests;

/// <summary>Extraction, training and evaluation of methods as processes of their own that are killed in the middle.</summary>
public sealed class MethodKillTests : IDisposable
{
    private static readonly string[] Encoders = ["--video-encoder", "scene", "--music-encoder", "musicnn", "--text-encoder", "minilm"];

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void After_kill_9_an_extraction_goes_on_behind_its_last_shard_and_names_a_broken_file()
    {
        ToyDataset.Write(_home["data"], clips: 150, (i, clip) => i == 149 ? clip with { Video = "missing.mp4" } : clip);
        string[] arguments = ["dataset", "extract", _home["data"], .. Encoders[..4]];
        KillWhenThere(_home["data/features/scene/00000.safetensors"], arguments);
        var first = File.GetLastWriteTimeUtc(_home["data/features/scene/00000.safetensors"]);

        var run = CliProcess.Run(_home, arguments);

        Assert.True(run.ExitCode == ExitCode.PartlyDone, run.Error);
        Assert.Contains("Left out clip-149", run.Error);
        Assert.Equal(first, File.GetLastWriteTimeUtc(_home["data/features/scene/00000.safetensors"]));
        Assert.Equal(["scene", "musicnn"], DatasetInfo.Read(_home["data"]).Encoders.Select(encoder => encoder.Name));
        Assert.DoesNotContain(Directory.GetFiles(_home["data/features"], "*", SearchOption.AllDirectories),
            file => file.EndsWith(".part", StringComparison.Ordinal) || file.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public void After_kill_9_a_training_ends_with_exactly_the_same_weights()
    {
        WriteApart();
        string[] Arguments(string output) =>
        [
            "train", "viml", "--dataset", _home["data"], "--out", _home[output], .. Encoders, "--steps", "400", "--batch", "8",
            "--validate-every", "100",
        ];
        KillWhenThere(_home["cut.work/viml-tags-1.checkpoint"], Arguments("cut"));
        Assert.False(File.Exists(_home["cut/model.safetensors"]));

        var resumed = CliProcess.Run(_home, Arguments("cut"));
        var whole = CliProcess.Run(_home, Arguments("whole"));

        Assert.True(resumed.ExitCode == ExitCode.Done, resumed.Error);
        Assert.True(whole.ExitCode == ExitCode.Done, whole.Error);
        Assert.Equal(File.ReadAllBytes(_home["whole/model.safetensors"]), File.ReadAllBytes(_home["cut/model.safetensors"]));
        Assert.Equal(File.ReadAllLines(_home["whole.work/viml-tags-1.csv"]), File.ReadAllLines(_home["cut.work/viml-tags-1.csv"]));
        Assert.Contains("video + tags", resumed.Out);
    }

    [Fact]
    public void After_kill_9_an_evaluation_writes_the_same_tables()
    {
        WriteApart();
        string[] Arguments(string output) =>
        [
            "evaluate", "--suite", "paper", "--dataset", _home["data"], "--out", _home[output], .. Encoders, "--steps", "2", "--batch", "8",
            "--track-pool", "4", "--clip-pool", "4", "--pools", "2",
        ];
        KillWhenThere(_home["cut.work/mvpt-0.3-1.checkpoint"], Arguments("cut"));
        Assert.False(File.Exists(_home["cut/paper.csv"]));

        var resumed = CliProcess.Run(_home, Arguments("cut"));
        var whole = CliProcess.Run(_home, Arguments("whole"));

        Assert.True(resumed.ExitCode == ExitCode.Done, resumed.Error);
        Assert.True(whole.ExitCode == ExitCode.Done, whole.Error);
        Assert.Equal(File.ReadAllText(_home["whole/paper.csv"]), File.ReadAllText(_home["cut/paper.csv"]));
    }

    [Fact]
    public async Task A_full_disk_while_shards_are_written_is_said_and_leaves_no_part()
    {
        ToyDataset.Write(_home["data"], clips: 40);
        // A limit on the size of files stands for a full disk: writing fails in the same way.
        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        string[] arguments =
        [
            "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "_", Environment.ProcessPath!, typeof(Application).Assembly.Location, "dataset",
            "extract", _home["data"], .. Encoders[..4],
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["VIML_HOME"] = _home["home"];
        // Whose files the limit would stop too.
        (start.Environment["DOTNET_EnableDiagnostics"], start.Environment["DOTNET_EnableWriteXorExecute"]) = ("0", "0");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == ExitCode.Error, $"{process.ExitCode}: {error}{await output}");
        Assert.DoesNotContain("inside viml", error);
        Assert.Empty(Directory.GetFiles(_home["data/features/scene"]));
        Assert.Empty(DatasetInfo.Read(_home["data"]).Encoders);
    }

    /// <summary>The toy dataset in which every clip has music and a video of its own, so that nothing leaks.</summary>
    private void WriteApart()
    {
        ToyDataset.Write(_home["data"], clips: 40, (i, clip) => clip with
        {
            Music = $"own{i}.wav", Video = $"own{i}.mp4", Split = i < 32 ? Splits.Train : i < 36 ? Splits.Validation : Splits.Test,
        });
        for (var i = 0; i < 40; i++)
        {
            File.Copy(_home[$"data/kind{i % 2}.wav"], _home[$"data/own{i}.wav"]);
            File.Copy(_home[$"data/kind{i % 2}.mp4"], _home[$"data/own{i}.mp4"]);
        }
    }

    private void KillWhenThere(string file, string[] arguments)
    {
        using var killed = CliProcess.Start(_home, arguments);
        while (!File.Exists(file) && !killed.HasExited) Thread.Sleep(5);
        Assert.False(killed.HasExited, killed.HasExited ? killed.StandardError.ReadToEnd() : "");
        killed.Kill();
        killed.WaitForExit();
    }
}
