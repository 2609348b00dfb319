using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Viml.Cli.Options;

/// <summary>Options that take a number within limits and report faults in the same words.</summary>
internal static class NumberOption
{
    /// <param name="name">Such as <c>--top</c>.</param>
    /// <param name="description">For the help.</param>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    /// <param name="defaultValue">The value if the option is not given; null makes the option required.</param>
    public static Option<T> Create<T>(string name, string description, T minimum, T maximum, T? defaultValue = null)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = "N",
            Required = defaultValue is null,
            CustomParser = result =>
            {
                if (result.Tokens is not [var token]) return defaultValue ?? minimum;
                if (T.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    && value >= minimum && value <= maximum) return value;
                var kind = T.One / (T.One + T.One) == T.Zero ? "whole number" : "number";
                result.AddError(string.Create(CultureInfo.InvariantCulture,
                    $"{name}: '{token.Value}' is not a {kind} from {minimum} to {maximum}."));
                return minimum;
            },
        };
        if (defaultValue is { } value) option.DefaultValueFactory = _ => value;
        return option;
    }
}
