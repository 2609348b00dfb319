using System.CommandLine;
using Viml.Cli.ModelStores;
using Viml.Cli.Options;
using Viml.Cli.Output;

namespace Viml.Cli.Commands;

/// <summary><c>viml models list</c>.</summary>
internal static class ModelsListCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var wide = new WideOption();
        var json = new JsonOption();
        var command = new ExampleCommand("list", "List the public models and those that are installed.", "viml models list")
        { wide, json };
        command.SetAction(parsed =>
        {
            var answer = ModelListAnswer.Of(Stores.Of(environment));
            if (parsed.GetValue(json))
            {
                environment.Answer(answer, ProgramJson.Default.ModelListAnswer);
                return ExitCode.Done;
            }

            var table = new TextTable(("Model", false), ("Installed", false), ("Size", true), ("Licence", false));
            foreach (var model in answer.Models)
                table.Add(
                    [
                        model.Name, model.Problem is not null ? "damaged" : model.Installed ? "yes" : "no", Stores.Size(model.Bytes),
                        model.CommercialUse == false ? $"{model.Licence} (not for commercial use)" : model.Licence,
                    ],
                    note: model.Problem is { } problem ? $"{model.Purpose}. {problem}" : model.Purpose);
            table.Print(environment, parsed.GetValue(wide));
            return ExitCode.Done;
        });
        return command;
    }
}
