using System.CommandLine;
using System.CommandLine.Parsing;

namespace Viml.Cli.Hosting;

/// <summary>Finds values that are empty, as when a script gives a variable that is not set. No file, folder or name is called so.</summary>
internal static class EmptyValues
{
    // Words for music may be empty: a script passes on what somebody typed.
    private static readonly string[] Words = ["TEXT", "THING"];

    /// <summary>A message for each.</summary>
    public static IEnumerable<string> In(ParseResult parsed)
    {
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
            foreach (var child in command.Children)
            {
                if (child is OptionResult { Tokens: var given, Option: var option } && given.Any(IsEmpty)
                    && !Words.Contains(option.HelpName))
                    yield return $"{option.Name}: the value is empty.";
                if (child is ArgumentResult { Tokens: var values, Argument: var argument } && values.Any(IsEmpty))
                    yield return $"{argument.HelpName ?? argument.Name}: the value is empty.";
            }
    }

    private static bool IsEmpty(Token token) => string.IsNullOrWhiteSpace(token.Value);
}
