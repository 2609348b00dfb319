using System.CommandLine;
using Viml.Cli.ModelStores;
using Viml.Cli.Output;

namespace Viml.Cli.Commands;

/// <summary><c>viml models verify [NAME]</c>.</summary>
internal static class ModelsVerifyCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var name = new Argument<string?>("NAME") { Description = "An installed model; by default all.", Arity = ArgumentArity.ZeroOrOne };
        var command = new ExampleCommand(
            "verify", "Check that installed models are unchanged since they were installed.", "viml models verify",
            "viml models verify musicnn-mtat")
        {
            name,
        };
        command.SetAction(parsed =>
        {
            var store = Stores.Of(environment);
            var (models, damaged) = parsed.GetValue(name) is { } one ? ([store.Find(one)], []) : store.Installed();
            foreach (var model in damaged) environment.Out.WriteLine($"{model.Name}: {model.Problem}");
            var broken = damaged.Count;
            foreach (var model in models)
            {
                var faults = ProgressDisplay.Run(environment, $"Checking {model.Name}", report =>
                    store.Verify(model.Name, done => report(new WorkStep(done, model.Size)), environment.Cancellation));
                environment.Out.WriteLine(
                    faults.Count == 0
                        ? $"{model.Name}: intact"
                        : $"{model.Name}: {string.Join("; ", faults)}. Remove it and install it again.");
                broken += faults.Count > 0 ? 1 : 0;
            }

            if (models.Count + damaged.Count == 0) environment.Note("No model is installed. Install one with: viml models pull NAME");
            return broken > 0 ? ExitCode.Error : models.Count == 0 ? ExitCode.NothingFound : ExitCode.Done;
        });
        return command;
    }
}
