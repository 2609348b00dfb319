using System.CommandLine;
using Spectre.Console;
using Viml.Cli.ModelStores;
using Viml.Cli.Options;
using Viml.Cli.Output;

namespace Viml.Cli.Commands;

/// <summary><c>viml models list</c>.</summary>
internal static class ModelsListCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var json = new JsonOption();
        var command = new ExampleCommand("list", "List the public models and those that are installed.", "viml models list") { json };
        command.SetAction(parsed =>
        {
            var answer = ModelListAnswer.Of(Stores.Of(environment));
            if (parsed.GetValue(json))
            {
                environment.Answer(answer, ProgramJson.Default.ModelListAnswer);
                return ExitCode.Done;
            }

            var table = TextTable.Create(("Model", false), ("Installed", false), ("Size", true), ("Licence", false), ("Purpose", false));
            foreach (var model in answer.Models)
                table.AddRow(
                    new Text(model.Name), new Text(model.Installed ? "yes" : "no"), new Text(Stores.Size(model.Bytes)),
                    new Text(model.CommercialUse == false ? $"{model.Licence} (not for commercial use)" : model.Licence),
                    new Text(model.Purpose));
            environment.Print(table);
            return ExitCode.Done;
        });
        return command;
    }
}
