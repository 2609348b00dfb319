using System.CommandLine;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Datasets;

namespace Viml.Cli.Commands;

/// <summary><c>viml dataset check</c>: what is wrong with a dataset.</summary>
internal static class DatasetCheckCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var dataset = DatasetCommand.Folder();
        var json = new JsonOption();
        var command = new ExampleCommand("check",
            "Look for what would spoil a training or an evaluation: the same music in two splits, missing media, wrong features.",
            "viml dataset check clips") { dataset, json };
        command.SetAction(parsed =>
        {
            var report = DatasetReport.Check(parsed.GetRequiredValue(dataset));
            if (parsed.GetValue(json)) environment.Answer(report, ProgramJson.Default.DatasetReport);
            else DatasetText.Print(environment, report);
            foreach (var fault in report.Faults) environment.Note(FittedText.Printable(fault));
            if (report.Faults.Count > 0) return ExitCode.Error;
            environment.Note("Nothing is wrong with it.");
            return ExitCode.Done;
        });
        return command;
    }
}
