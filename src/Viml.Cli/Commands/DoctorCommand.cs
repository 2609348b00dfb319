using System.CommandLine;
using Spectre.Console;
using Viml.Cli.Doctor;
using Viml.Cli.Options;
using Viml.Cli.Output;

namespace Viml.Cli.Commands;

/// <summary><c>viml doctor</c>: checks everything the program depends on and says how to fix what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var json = new JsonOption();
        var report = new Option<bool>("--report")
        {
            Description = "Print what belongs into a bug report: versions and sizes, without your folders and names.",
        };
        var command = new ExampleCommand(
            "doctor", "Check everything viml depends on, and say how to fix what is missing.", "viml doctor", "viml doctor --report")
        {
            report, json,
        };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(bundle) ?? environment.BuiltinBundle;
            var checks = Checks.Run(environment, folder).ToArray();
            if (parsed.GetValue(report))
                foreach (var line in Report.Of(environment, folder, checks)) environment.Out.WriteLine(line);
            else if (parsed.GetValue(json)) environment.Answer(new DoctorAnswer(checks), ProgramJson.Default.DoctorAnswer);
            else Print(environment, checks);
            return checks.Any(check => check.State == CheckState.Bad) ? ExitCode.Error : ExitCode.Done;
        });
        return command;
    }

    private static void Print(AppEnvironment environment, Check[] checks)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var check in checks)
        {
            var (mark, colour) = check.State switch
            {
                CheckState.Good => ("ok", "green"),
                CheckState.Optional => ("note", "yellow"),
                _ => ("MISSING", "red"),
            };
            var text = FittedText.Printable(check.Found) + (check.Fix is null ? "" : $"\n-> {check.Fix}");
            grid.AddRow(new Markup($"[{colour}]{mark}[/]"), new Text(check.Name), new Text(text));
        }
        environment.Print(grid);
        var bad = checks.Count(check => check.State == CheckState.Bad);
        environment.Out.WriteLine(bad == 0 ? "\nviml is ready." : $"\n{bad} of {checks.Length} checks failed. Fix these first.");
    }
}
