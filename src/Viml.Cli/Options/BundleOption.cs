using System.CommandLine;
using Viml.Library;

namespace Viml.Cli.Options;

/// <summary><c>--bundle DIR</c>, available on every command.</summary>
internal sealed class BundleOption : Option<string?>
{
    public BundleOption() : base("--bundle")
    {
        Description = "Use the model bundle in this folder instead of the built-in one.";
        HelpName = "DIR";
        Recursive = true;
    }

    /// <summary>Loads the bundle asked for, or the built-in one.</summary>
    /// <exception cref="UsageException">The folder asked for does not exist.</exception>
    /// <exception cref="DirectoryNotFoundException">The program was built without a bundle.</exception>
    public ModelSet Load(ParseResult parsed, AppEnvironment environment) => environment.LoadModels(Folder(parsed, environment));

    /// <summary>The folder asked for, or the built-in one.</summary>
    /// <exception cref="UsageException">The folder asked for does not exist.</exception>
    /// <exception cref="DirectoryNotFoundException">The program was built without a bundle.</exception>
    public string Folder(ParseResult parsed, AppEnvironment environment)
    {
        var folder = parsed.GetValue(this);
        if (folder is null) return Directory.Exists(environment.BuiltinBundle) ? environment.BuiltinBundle : throw Missing(environment);
        return Directory.Exists(folder)
            ? Path.GetFullPath(folder)
            : throw new UsageException($"--bundle: the folder '{folder}' does not exist.");
    }

    private static DirectoryNotFoundException Missing(AppEnvironment environment) =>
        new($"This build has no built-in bundle ('{environment.BuiltinBundle}' is missing). Choose one with --bundle DIR.");
}
