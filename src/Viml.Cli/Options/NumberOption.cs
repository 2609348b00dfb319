using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Viml.Cli.Options;

/// <summary>Options that take a number within limits and report faults in the same words.</summary>
internal static class NumberOption
{
    /// <summary>An option with a default, or one that is required.</summary>
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
            CustomParser = result => Parse(result, name, minimum, maximum) ?? defaultValue ?? minimum,
        };
        if (defaultValue is { } value) option.DefaultValueFactory = _ => value;
        return option;
    }

    /// <summary>An option that may be left out, which is null then.</summary>
    /// <param name="name">Such as <c>--top</c>.</param>
    /// <param name="description">For the help.</param>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    public static Option<T?> CreateOptional<T>(string name, string description, T minimum, T maximum)
        where T : struct, INumber<T> =>
        new(name) { Description = description, HelpName = "N", CustomParser = result => Parse(result, name, minimum, maximum) };

    private static T? Parse<T>(ArgumentResult result, string name, T minimum, T maximum)
        where T : struct, INumber<T>
    {
        if (result.Tokens is not [var token]) return null;
        if (T.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum) return value;
        var kind = T.One / (T.One + T.One) == T.Zero ? "whole number" : "number";
        result.AddError(string.Create(CultureInfo.InvariantCulture,
            $"{name}: '{token.Value}' is not a {kind} from {minimum} to {maximum}."));
        return null;
    }
}
