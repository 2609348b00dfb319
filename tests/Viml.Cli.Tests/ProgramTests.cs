using System.Diagnostics;
using System.Text.Json;
using Viml.Testing;

namespace Viml.Cli.Tests;

/// <summary>The program as a process of its own, with the built-in bundle.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly string Bundle = Path.Combine(TestPaths.Repository, "models", "builtin");

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_whole_way_works_with_a_real_bundle()
    {
        var music = ToyMedia.Music(_home);
        var video = ToyMedia.Video(_home, "clip.mp4", 128);
        var run = Run("recommend", video, "--text", "calm piano", "--music", music, "--json", "--bundle", Bundle);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        using var answer = JsonDocument.Parse(run.Out);
        Assert.Equal(3, answer.RootElement.GetProperty("tracks").GetArrayLength());
        Assert.Equal("builtin", answer.RootElement.GetProperty("bundle").GetProperty("name").GetString());

        var again = Run("recommend", video, "--text", "calm piano", "--music", music, "--json", "--bundle", Bundle);
        Assert.Equal(run.Out, again.Out);
    }

    [SkippableFact]
    public void Ctrl_C_ends_a_hanging_run_with_130_and_leaves_no_process_behind()
    {
        TestPaths.Require(!IgnoresInterrupts(), "SIGINT is ignored here and in every child, as in a background job of a shell script");
        var tools = Directory.CreateDirectory(_home["tools"]).FullName;
        foreach (var tool in new[] { "ffmpeg", "ffprobe" })
        {
            var path = Path.Combine(tools, tool);
            File.WriteAllText(path, $"#!/bin/sh\necho $$ >> '{_home["pids"]}'\nexec sleep 60\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        using var process = Start(tools + ":/usr/bin:/bin", "index", ToyMedia.Music(_home), "--bundle", Bundle);
        WaitUntil(() => File.Exists(_home["pids"]) && File.ReadAllText(_home["pids"]).Contains('\n'));
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString()])) kill.WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "The program did not end.");
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        foreach (var pid in File.ReadAllLines(_home["pids"])) WaitUntil(() => !Directory.Exists($"/proc/{pid}"));
    }

    [SkippableTheory]
    [InlineData("1", false)]
    [InlineData("", true)]
    public void On_a_terminal_NO_COLOR_means_no_escape_at_all(string noColor, bool hasEscapes)
    {
        TestPaths.Require(File.Exists("/usr/bin/script"), "script is missing, which gives a program a terminal");
        var program = typeof(Application).Assembly.Location;
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", $"dotnet '{program}' models list", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        (start.Environment["VIML_HOME"], start.Environment["NO_COLOR"], start.Environment["TERM"]) = (_home["home"], noColor, "xterm");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Contains("Installed", output);
        Assert.Equal(hasEscapes, output.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_ffmpeg_is_an_error_that_says_how_to_install_it()
    {
        Directory.CreateDirectory(_home["tools"]);
        using var process = Start(_home["tools"], "index", ToyMedia.Music(_home), "--bundle", Bundle);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(ExitCode.Error, process.ExitCode);
        Assert.Contains("apt install ffmpeg", error);
    }

    [Fact]
    public void A_bundle_with_a_cut_weight_file_is_an_error_that_names_the_file()
    {
        Directory.CreateDirectory(_home["bundle"]);
        foreach (var file in Directory.EnumerateFiles(Bundle)) File.Copy(file, Path.Combine(_home["bundle"], Path.GetFileName(file)));
        var weights = Path.Combine(_home["bundle"], "viml.safetensors");
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^100]);
        var run = Run("recommend", "--text", "calm", "--music", ToyMedia.Music(_home), "--bundle", _home["bundle"]);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("viml.safetensors", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    private CliRun Run(params string[] arguments) => CliProcess.Run(_home, arguments);

    private Process Start(string path, params string[] arguments) => CliProcess.Start(_home, arguments, ("PATH", path));

    private static bool IgnoresInterrupts()
    {
        const ulong Interrupt = 1 << (2 - 1);
        const string Ignored = "SigIgn:";
        return File.Exists("/proc/self/status")
            && File.ReadLines("/proc/self/status").Single(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is var line
            && (Convert.ToUInt64(line[Ignored.Length..].Trim(), 16) & Interrupt) != 0;
    }

    private static void WaitUntil(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "Waited in vain.");
            Thread.Sleep(20);
        }
    }
}
