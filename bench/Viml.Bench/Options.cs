using System.Globalization;

namespace Viml.Bench;

/// <summary>The command line of <c>bench/run</c>.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: bench/run [NAME...] [--runs N] [--cpu] [--result NAME]
               bench/run --kernels [ARGUMENT...]      BenchmarkDotNet over the kernels, with its own arguments

        Times our cases and their peers in turn and writes a table to bench/results/DATE-NAME.md.

          NAME          groups or single cases; all by default
          --runs N      turns of each contestant; 7 by default
          --cpu         measure processor time, not wall time: for a shared machine
          --result NAME name of the result file; by default the names, or "all"; "-" writes none
        """;

    public required IReadOnlyList<string> Names { get; init; }
    public int Runs { get; init; } = 7;
    public bool ByProcessor { get; init; }
    public required string Result { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They are not of the form above.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var names = new List<string>();
        var options = new Options { Names = names, Result = "" };
        for (var i = 0; i < arguments.Count; i++)
            switch (arguments[i])
            {
                case "--cpu":
                    options = options with { ByProcessor = true };
                    break;
                case "--runs":
                    var isNumber = int.TryParse(Next(arguments, ref i), CultureInfo.InvariantCulture, out var runs);
                    options = options with
                    {
                        Runs = isNumber && runs > 0 ? runs : throw new ArgumentException("--runs takes a number above 0."),
                    };
                    break;
                case "--result":
                    options = options with { Result = Next(arguments, ref i) };
                    break;
                case ['-', ..] unknown:
                    throw new ArgumentException($"'{unknown}' is not an option.\n{Usage}");
                case var name:
                    names.Add(name);
                    break;
            }
        return options.Result.Length > 0 ? options : options with { Result = names.Count == 0 ? "all" : string.Join('-', names) };
    }

    private static string Next(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"'{arguments[i - 1]}' takes a value.\n{Usage}");
}
