using System.CommandLine;
using System.Diagnostics;
using Viml.Testing;

namespace Viml.Cli.Tests.Documents;

public sealed class ReadmeTests
{
    /// <summary>
    /// Runs every dialogue of the README in a folder like the reader's: the project's launcher and samples, a video called trip.mp4, a
    /// track called song.mp3 and music in the home folder. The output shown must be the output there is, figures aside.
    /// </summary>
    [SkippableFact]
    public void Every_command_works_and_prints_what_the_readme_shows()
    {
        var samples = Path.Combine(TestPaths.Repository, "samples");
        var bundle = Path.Combine(TestPaths.Repository, "models", "builtin");
        TestPaths.Require(File.Exists(Path.Combine(bundle, "bundle.json")), "the built-in bundle is not there");
        TestPaths.Require(Directory.Exists(Path.Combine(samples, "videos")), "the samples are not there");

        using var place = new TemporaryFolder();
        File.WriteAllText(place["viml"], $"#!/bin/sh\nexec dotnet '{typeof(Application).Assembly.Location}' --bundle '{bundle}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(place["viml"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(place["samples"], samples);
        File.Copy(Directory.EnumerateFiles(Path.Combine(samples, "videos")).Order(StringComparer.Ordinal).First(), place["trip.mp4"]);
        Directory.CreateDirectory(place["Music"]);
        foreach (var track in Directory.EnumerateFiles(Path.Combine(samples, "music"), "*.opus").Order(StringComparer.Ordinal).Take(6))
            File.Copy(track, Path.Combine(place["Music"], Path.GetFileName(track)));
        File.Copy(Directory.EnumerateFiles(place["Music"]).First(), place["song.mp3"]);

        var commands = ReadmeBlock.Commands(ReadmeBlock.Readme);
        Assert.Equal("./viml demo", commands[0].Command);
        foreach (var command in commands)
        {
            var (exitCode, output, error) = Run(command.Command, place);
            Assert.True(exitCode == 0, $"README line {command.Line}: '{command.Command}' ended with {exitCode}:\n{error}");
            var printed = output.Split('\n').Select(ReadmeBlock.Shape).ToHashSet();
            foreach (var shown in command.Output.Select(ReadmeBlock.Shape).Where(line => line is not ("" or "...")))
                Assert.True(printed.Contains(shown), $"README line {command.Line}: '{command.Command}' does not print '{shown}', but:\n{output}");
        }
    }

    [Fact]
    public void Every_viml_command_in_the_documents_is_one_the_program_knows()
    {
        var root = Application.Root(new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null, Variable = _ => null, ProgramFolder = ".", LoadModels = _ => ToyModels.Create() });
        var documents = Directory.EnumerateFiles(TestPaths.Repository, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "docs"), "*.md", SearchOption.AllDirectories));
        foreach (var document in documents)
        {
            foreach (var (line, _, lines) in ReadmeBlock.All(File.ReadAllText(document)))
            {
                foreach (var text in lines.Select(text => text.StartsWith("$ ", StringComparison.Ordinal) ? text[2..] : text).Where(text => text.StartsWith("./viml ", StringComparison.Ordinal)))
                {
                    var words = text["./viml ".Length..].Split(" #")[0].Trim();
                    var unknown = root.Parse(words).Errors.Where(error => !error.Message.Contains("does not exist", StringComparison.Ordinal)).Select(error => error.Message);
                    Assert.True(!unknown.Any(), $"{Path.GetFileName(document)}, block of line {line}: '{text}': {string.Join("; ", unknown)}");
                }
            }
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

    private static (int ExitCode, string Output, string Error) Run(string command, TemporaryFolder place)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = place.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        start.Environment["HOME"] = place.Path;
        start.Environment["VIML_HOME"] = place["home"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
