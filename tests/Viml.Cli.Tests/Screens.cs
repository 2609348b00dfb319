namespace Viml.Cli.Tests;

/// <summary>Environments that only print.</summary>
internal static class Screens
{
    /// <summary>A terminal of some width that takes no escape sequences.</summary>
    public static AppEnvironment Of(TextWriter screen, int width) => Plain(screen) with
    {
        OutIsTerminal = true,
        TerminalWidth = width,
        Variable = name => name == "NO_COLOR" ? "1" : null,
    };

    /// <summary>A file.</summary>
    public static AppEnvironment Plain(TextWriter screen) =>
        new() { Out = screen, Error = TextWriter.Null, Variable = _ => null, ProgramFolder = ".", LoadModels = _ => ToyModels.Create() };
}
