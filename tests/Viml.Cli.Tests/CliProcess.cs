using System.Diagnostics;
using Viml.Testing;

namespace Viml.Cli.Tests;

/// <summary>The program as a process of its own, with a home of its own.</summary>
internal static class CliProcess
{
    public static Process Start(TemporaryFolder home, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Application).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["VIML_HOME"] = home["home"];
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static CliRun Run(TemporaryFolder home, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(home, arguments, environment);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
