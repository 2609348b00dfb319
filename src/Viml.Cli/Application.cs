using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Viml.Cli.Commands;
using Viml.Cli.Options;
using Viml.Engine;

namespace Viml.Cli;

/// <summary>Parses the command line, runs the command, and turns errors into messages and exit codes.</summary>
internal static class Application
{
    public static int Run(IReadOnlyList<string> arguments, AppEnvironment environment)
    {
        try
        {
            // No response files: words for music may begin with @.
            var parsed = Root(environment).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            var ignoresErrors = parsed.Action is HelpWithExamples or VersionAction;
            var faults = parsed.Errors.Select(error => error.Message).Distinct().ToList();
            if (faults.Count == 0) faults = [.. EmptyValues.In(parsed)];
            if (faults.Count > 0 && !ignoresErrors) return ExplainUsage(parsed, faults, environment);
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = environment.Out,
                Error = environment.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            environment.Note(failure.Message);
            if (environment.ShowsStackTraces) environment.Note(error.ToString());
            return failure.ExitCode;
        }
    }

    /// <summary>The command with every subcommand, built anew for each run.</summary>
    public static Command Root(AppEnvironment environment)
    {
        var bundle = new BundleOption();
        var root = new ExampleCommand("viml", "Finds the music in your library that fits your video and your words.",
            "viml demo",
            "viml recommend trip.mp4 --text \"warm acoustic guitar\" --music ~/Music");
        root.Options.Add(bundle);
        root.Options.Add(new Option<bool>("--version") { Description = "Show the version.", Action = new VersionAction() });
        root.Options.Add(new HelpOption("--help", "-h", "-?")
        {
            Description = "Show help and examples.",
            Action = new HelpWithExamples(environment.Width),
        });
        // Alone it explains itself, but a script that forgot the command must notice.
        root.SetAction(_ =>
        {
            root.Parse("--help").Invoke(new InvocationConfiguration { Output = environment.Error });
            return ExitCode.Usage;
        });
        root.Subcommands.Add(DemoCommand.Create(environment, bundle));
        root.Subcommands.Add(RecommendCommand.Create(environment, bundle));
        root.Subcommands.Add(SimilarCommand.Create(environment, bundle));
        root.Subcommands.Add(ServeCommand.Create(environment, bundle));
        root.Subcommands.Add(IndexCommand.Create(environment, bundle));
        root.Subcommands.Add(LibraryCommand.Create(environment, bundle));
        root.Subcommands.Add(TagCommand.Create(environment, bundle));
        root.Subcommands.Add(DescribeCommand.Create(environment, bundle));
        root.Subcommands.Add(ModelsCommand.Create(environment));
        root.Subcommands.Add(FeaturesCommand.Create(environment, bundle));
        root.Subcommands.Add(EncodersCommand.Create(environment, bundle));
        root.Subcommands.Add(CorpusCommand.Create(environment));
        root.Subcommands.Add(SynthesizeCommand.Create(environment, bundle));
        root.Subcommands.Add(TrainCommand.Create(environment, bundle));
        root.Subcommands.Add(AnnotateCommand.Create(environment));
        root.Subcommands.Add(DatasetCommand.Create(environment, bundle));
        root.Subcommands.Add(SweepCommand.Create(environment, bundle));
        root.Subcommands.Add(EvaluateCommand.Create(environment, bundle));
        root.Subcommands.Add(DoctorCommand.Create(environment, bundle));
        return root;
    }

    private static int ExplainUsage(ParseResult parsed, IReadOnlyList<string> faults, AppEnvironment environment)
    {
        foreach (var message in faults) environment.Note(message);
        foreach (var name in Suggestions.For(parsed)) environment.Note($"Did you mean '{name}'?");
        environment.Note($"See '{CommandPath(parsed.CommandResult.Command)} --help'.");
        return ExitCode.Usage;
    }

    private static string CommandPath(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? command.Name : $"{CommandPath(parent)} {command.Name}";
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProgramVersion.Text);
            return ExitCode.Done;
        }
    }
}
