using System.CommandLine;
using Viml.Training.Fitting;

namespace Viml.Cli.Options;

/// <summary>Options that all trainings have.</summary>
internal static class TrainingFlags
{
    public static Option<string?> WorkOption(string what) => new("--work")
    {
        Description = $"Folder for checkpoints, loss curves and run records. Default: the {what} folder with .work added.",
        HelpName = "DIR",
    };

    public static Option<int> StepsOption(string name, string description, FittingOptions standard) =>
        NumberOption.Create(name, description, 1, FittingOptions.MaximumSteps, standard.Steps);

    public static string WorkFolder(string? chosen, string output) =>
        Path.GetFullPath(chosen ?? Path.TrimEndingDirectorySeparator(output) + ".work");

    /// <summary>The command without the user's folders: a bundle travels, and other machines have other paths.</summary>
    public static string CommandLine(ParseResult parsed) => string.Join(' ', new[] { "viml" }.Concat(parsed.Tokens.Select(token =>
        Path.IsPathRooted(token.Value) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(token.Value)) : token.Value)));
}
