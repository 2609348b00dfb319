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
    /// <param name="standard">The value where the option is not given; null where it must be given.</param>
    public static Option<T> Create<T>(string name, string description, T least, T most, T? standard = null) where T : struct, INumber<T>
    {
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = "N",
            Required = standard is null,
            CustomParser = result =>
            {
                if (result.Tokens is not [var token]) return standard ?? least;
                if (T.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{token.Value}' is not a {(T.One / (T.One + T.One) == T.Zero ? "whole " : "")}number from {least} to {most}."));
                return least;
            },
        };
        if (standard is { } value) option.DefaultValueFactory = _ => value;
        return option;
    }
}
