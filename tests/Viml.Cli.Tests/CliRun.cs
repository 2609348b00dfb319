using Viml.Testing;

namespace Viml.Cli.Tests;

/// <summary>One run of the program inside the test process, with a home, an environment and a screen of its own.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>Runs <c>viml</c> with <paramref name="arguments"/>.</summary>
    /// <param name="home">The folder for <c>VIML_HOME</c>; nothing outside of it is written.</param>
    public static CliRun Start(TemporaryFolder home, params string[] arguments) => Start(home, environment => environment, arguments);

    /// <summary>As <see cref="Start(TemporaryFolder, string[])"/>, with its environment changed.</summary>
    public static CliRun Start(TemporaryFolder home, Func<AppEnvironment, AppEnvironment> change, params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(home["program"], "models", "builtin"));
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var environment = change(new AppEnvironment
        {
            Out = output,
            Error = error,
            Variable = name => name switch
            {
                "VIML_HOME" => home["home"],
                "PATH" => Environment.GetEnvironmentVariable("PATH"),
                _ => null,
            },
            ProgramFolder = home["program"],
            LoadModels = _ => ToyModels.Create(),
        });
        return new CliRun(Application.Run(arguments, environment), output.ToString(), error.ToString());
    }
}
