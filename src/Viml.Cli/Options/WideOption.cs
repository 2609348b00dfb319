using System.CommandLine;

namespace Viml.Cli.Options;

/// <summary><c>--wide</c>, on commands that print a table.</summary>
internal sealed class WideOption : Option<bool>
{
    public WideOption() : base("--wide") => Description = "One line for each row of the table, however long it is.";
}
