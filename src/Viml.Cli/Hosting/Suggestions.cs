using System.CommandLine;
using System.CommandLine.Parsing;

namespace Viml.Cli.Hosting;

/// <summary>What somebody may have meant who mistyped a command or an option.</summary>
internal static class Suggestions
{
    /// <summary>For each word that was not understood, the nearest name that the command knows there, where one is near.</summary>
    public static IEnumerable<string> For(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var misread = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens)
            .Select(token => token.Value).Where(value => value.StartsWith('-') && !File.Exists(value));
        foreach (var token in parsed.UnmatchedTokens.Concat(misread))
        {
            var word = token.Split('=')[0];
            var known = word.StartsWith('-') ? OptionsOf(command) : command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);
            if (known.Select(name => (Name: name, Distance: Distance(word, name))).Where(near => near.Distance <= Limit(word))
                .OrderBy(near => near.Distance).ThenBy(near => near.Name, StringComparer.Ordinal).FirstOrDefault().Name is { } nearest)
                yield return nearest;
        }
    }

    /// <summary>
    /// How many letters must be added, left out, changed or exchanged with their neighbour to make one word of another (optimal string
    /// alignment).
    /// </summary>
    public static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
            for (var j = 1; j <= other.Length; j++)
            {
                var same = one[i - 1] == other[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        return rows[one.Length, other.Length];
    }

    private static int Limit(string word) => Math.Max(1, word.TrimStart('-').Length / 3);

    private static IEnumerable<string> OptionsOf(Command command)
    {
        var own = command.Options.AsEnumerable();
        for (var parent = command.Parents.OfType<Command>().FirstOrDefault(); parent is not null;
            parent = parent.Parents.OfType<Command>().FirstOrDefault())
            own = own.Concat(parent.Options.Where(option => option.Recursive));
        return own.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name));
    }
}
