using System.CommandLine;
using Viml.Library.Catalog;

namespace Viml.Cli.Options;

/// <summary><c>--library NAME</c>.</summary>
internal sealed class LibraryOption : Option<string?>
{
    public LibraryOption(string description) : base("--library", "-l")
    {
        Description = description;
        HelpName = "NAME";
        Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Problem(token.Value) is { } problem) result.AddError($"--library: {problem}");
        });
    }

    /// <summary>What is wrong with a library name; null if it is valid.</summary>
    public static string? Problem(string name)
    {
        try
        {
            LibraryName.Check(name);
            return null;
        }
        catch (ArgumentException fault)
        {
            return UsageException.MessageOf(fault);
        }
    }
}
