using System.CommandLine;

namespace Viml.Cli;

/// <summary><c>--bundle DIR</c>, which every command takes.</summary>
internal sealed class BundleOption : Option<string?>
{
    public BundleOption() : base("--bundle")
    {
        Description = "Use the trained model in this folder instead of the built-in one.";
        HelpName = "DIR";
        Recursive = true;
    }

    /// <summary>The folder asked for, or the built-in one.</summary>
    /// <exception cref="UsageException">The folder asked for does not exist, or the program was built without a bundle.</exception>
    public string Folder(ParseResult parsed, Surroundings surroundings)
    {
        var folder = parsed.GetValue(this);
        if (folder is not null)
            return Directory.Exists(folder) ? Path.GetFullPath(folder) : throw new UsageException($"--bundle: the folder '{folder}' does not exist.");
        return Directory.Exists(surroundings.BuiltinBundle)
            ? surroundings.BuiltinBundle
            : throw new UsageException($"This build has no built-in bundle ('{surroundings.BuiltinBundle}' is missing). Name one with --bundle DIR.");
    }
}
