using System.CommandLine;

namespace Viml.Cli.Options;

/// <summary><c>--json</c>, available on every command that has an answer.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption() : base("--json") => Description = "Print the answer as JSON.";
}
