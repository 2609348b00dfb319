using System.CommandLine;
using System.Diagnostics;
using Viml.Testing;

namespace Viml.Cli.Tests.Documents;

public sealed class ReadmeTests
{
    /// <summary>
    /// Runs every console block of the README in a folder like the reader's: the launcher and samples of the project, a video called
    /// trip.mp4, a track called song.mp3 and music in the home folder. The output must match the README, except for numbers.
    /// </summary>
    [SkippableFact]
    public void Every_command_works_and_prints_what_the_readme_shows()
    {
        using var place = ReadersFolder();
        var commands = ReadmeBlock.Commands(ReadmeBlock.Readme);
        Assert.Equal("./viml demo", commands[0].Command);
        foreach (var command in commands)
        {
            var where = $"README line {command.Line}: '{command.Command}'";
            var (exitCode, output, error) = Run(command.Command, place);
            Assert.True(exitCode == 0, $"{where} exited with {exitCode}:\n{error}");
            var printed = output.Split('\n').Select(ReadmeBlock.Shape).ToHashSet();
            foreach (var shown in command.Output.Select(ReadmeBlock.Shape).Where(line => line is not ("" or "...")))
                Assert.True(printed.Contains(shown), $"{where} does not print '{shown}', but:\n{output}");
        }
    }

    [Fact]
    public void Every_viml_command_in_the_documents_is_one_the_program_knows()
    {
        var root = Application.Root(new AppEnvironment
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Variable = _ => null,
            ProgramFolder = ".",
            LoadModels = _ => ToyModels.Create(),
        });
        foreach (var (document, line, text) in DocumentedCommands())
        {
            var words = text["./viml ".Length..].Split(" #")[0].Trim();
            var unknown = root.Parse(words).Errors.Select(error => error.Message)
                .Where(message => !message.Contains("does not exist", StringComparison.Ordinal)).ToArray();
            Assert.True(unknown.Length == 0, $"{document}, block of line {line}: '{text}': {string.Join("; ", unknown)}");
        }
    }

    [Fact]
    public void The_first_command_is_in_the_first_screen()
    {
        var commands = ReadmeBlock.Commands(ReadmeBlock.Readme);
        Assert.InRange(commands[0].Line, 1, 24);
    }

    [Fact]
    public void Dialogues_are_read_with_their_output()
    {
        var commands = ReadmeBlock.Commands("a\n```console\n$ one\nout 1\n\nout 2\n$ two\n```\n```sh\nthree\n```\n");
        Assert.Equal(["one", "two"], commands.Select(command => command.Command));
        Assert.Equal(["out 1", "", "out 2"], commands[0].Output);
        Assert.Empty(commands[1].Output);
    }

    [Theory]
    [InlineData("  1   a track     0:07    0.93   calm", "  10  a track  1:02:03   -0.5  calm", true)]
    [InlineData("──────", "────────────", true)]
    [InlineData("calm", "dark", false)]
    public void Figures_and_gaps_do_not_count(string one, string other, bool same) =>
        Assert.Equal(same, ReadmeBlock.Shape(one) == ReadmeBlock.Shape(other));

    private static IEnumerable<(string Document, int Line, string Command)> DocumentedCommands() =>
        from path in Directory.EnumerateFiles(TestPaths.Repository, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "docs"), "*.md", SearchOption.AllDirectories))
        from block in ReadmeBlock.All(File.ReadAllText(path))
        from line in block.Lines
        let command = line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line
        where command.StartsWith("./viml ", StringComparison.Ordinal)
        select (Path.GetFileName(path), block.Line, command);

    private static TemporaryFolder ReadersFolder()
    {
        var samples = Path.Combine(TestPaths.Repository, "samples");
        var bundle = Path.Combine(TestPaths.Repository, "models", "builtin");
        TestPaths.Require(File.Exists(Path.Combine(bundle, "bundle.json")), "the built-in bundle is missing");
        TestPaths.Require(Directory.Exists(Path.Combine(samples, "videos")), "the samples are missing");

        var place = new TemporaryFolder();
        File.WriteAllText(place["viml"], $"#!/bin/sh\nexec dotnet '{typeof(Application).Assembly.Location}' --bundle '{bundle}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(place["viml"], (UnixFileMode)Convert.ToInt32("700", 8));
        Directory.CreateSymbolicLink(place["samples"], samples);
        File.Copy(Path.Combine(samples, "videos", "bonfire.mp4"), place["trip.mp4"]);
        File.Copy(Path.Combine(samples, "music", "amber-map.opus"), place["song.mp3"]);
        Directory.CreateDirectory(place["Music"]);
        foreach (var track in new[] { "amber-map.opus", "cedar-kite.opus", "chalk-engine.opus" })
            File.Copy(Path.Combine(samples, "music", track), Path.Combine(place["Music"], track));
        return place;
    }

    private static (int ExitCode, string Output, string Error) Run(string command, TemporaryFolder place)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = place.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = place.Path;
        start.Environment["VIML_HOME"] = place["home"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
