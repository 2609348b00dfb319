using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Viml.Cli.Options;

/// <summary>Options that take a number within limits, with one wording for what is wrong.</summary>
internal static class NumberOption
{
    /// <param name="name">Such as <c>--top</c>.</param>
    /// <param name="description">For the help.</param>
    /// <param name="least">The smallest value allowed.</param>
    /// <param name="most">The largest value allowed.</param>
    /// <param name="standard">The value where the option is not given.</param>
    public static Option<T> Create<T>(string name, string description, T least, T most, T standard) where T : struct, INumber<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            if (result.Tokens is not [var token]) return standard;
            if (T.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{token.Value}' is not a {(typeof(T) == typeof(int) ? "whole " : "")}number from {least} to {most}."));
            return standard;
        },
    };
}
