using System.CommandLine;

namespace Viml.Cli.Options;

/// <summary><c>--json</c>, which every command that answers something takes.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption() : base("--json") => Description = "Answer as JSON on stdout.";
}
