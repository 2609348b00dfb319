using System.CommandLine;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Datasets;

namespace Viml.Cli.Commands;

/// <summary><c>viml dataset show</c>: what a dataset holds.</summary>
internal static class DatasetShowCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var dataset = DatasetCommand.Folder();
        var json = new JsonOption();
        var command = new ExampleCommand("show", "Say what a dataset holds.", "viml dataset show clips") { dataset, json };
        command.SetAction(parsed =>
        {
            var report = DatasetReport.Show(parsed.GetRequiredValue(dataset));
            if (parsed.GetValue(json)) environment.Answer(report, ProgramJson.Default.DatasetReport);
            else DatasetText.Print(environment, report);
            return ExitCode.Done;
        });
        return command;
    }
}
