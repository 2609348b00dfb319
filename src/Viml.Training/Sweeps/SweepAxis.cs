using System.Globalization;
using Viml.Training.Methods;

namespace Viml.Training.Sweeps;

/// <summary>An option and the values that a sweep tries.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="Values">The values, as on the command line.</param>
public sealed record SweepAxis(string Name, IReadOnlyList<string> Values)
{
    private static readonly (string Name, Func<MethodTrainingOptions, string, MethodTrainingOptions> Set)[] Known =
    [
        ("text", (options, value) => options with { Text = value }),
        ("text-dropout", (options, value) => Sized(options, sizes => sizes with { TextDropout = Number(value) })),
        ("video-dropout", (options, value) => Sized(options, sizes => sizes with { VideoDropout = Number(value) })),
        ("dropout", (options, value) => Sized(options, sizes => sizes with { Dropout = (float)Number(value) })),
        ("temperature", (options, value) => Sized(options, sizes => sizes with { Temperature = Number(value) }) is var sized
            ? sized with { Training = sized.Training with { MvptTemperature = Number(value) } }
            : options),
        ("width", (options, value) => Sized(options, sizes => sizes with { Width = Whole(value), FeedForward = 4 * Whole(value) })),
        ("layers", (options, value) => Sized(options, sizes => sizes with { Layers = Whole(value) })),
        ("batch", (options, value) => options with { Training = options.Training with { Batch = Whole(value) } }),
        ("seed", (options, value) => options with { Training = options.Training with { Seed = Whole(value) } }),
        ("segment", (options, value) => options with
        {
            Training = options.Training with { SegmentSeconds = Number(value) is > 0 and var seconds ? seconds : null },
        }),
        ("steps", (options, value) => Fitted(options, Whole(value), options.Training.Fitting.LearningRate)),
        ("learning-rate", (options, value) => Fitted(options, options.Training.Fitting.Steps, Number(value))),
    ];

    /// <summary>The options that can be swept.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>Reads <c>NAME=VALUE,VALUE,...</c>.</summary>
    /// <exception cref="ArgumentException">It has another form, an unknown name, or a value twice.</exception>
    public static SweepAxis Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var values = parts.Length < 2 ? [] : parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (values.Length == 0) throw new ArgumentException($"'{text}' is not of the form NAME=VALUE,VALUE,...");
        if (!Names.Contains(parts[0]))
            throw new ArgumentException($"'{parts[0]}' cannot be swept. Known: {string.Join(", ", Names)}.");
        if (values.Distinct(StringComparer.Ordinal).Count() < values.Length)
            throw new ArgumentException($"'{text}' has a value twice.");
        return new SweepAxis(parts[0], values);
    }

    /// <summary>The options with one of the values.</summary>
    /// <exception cref="ArgumentException">It is no number where one is needed.</exception>
    internal MethodTrainingOptions Apply(MethodTrainingOptions options, string value) =>
        Known.First(known => known.Name == Name).Set(options, value);

    private static MethodTrainingOptions Sized(
        MethodTrainingOptions options, Func<Models.VideoMusic.VideoMusicConfig, Models.VideoMusic.VideoMusicConfig> change) =>
        options with { Training = options.Training with { Sizes = change(options.Training.Sizes) } };

    private static MethodTrainingOptions Fitted(MethodTrainingOptions options, int steps, double rate) => options with
    {
        Training = options.Training with { Fitting = options.Training.Fitting with { Steps = steps, LearningRate = rate } },
    };

    private static double Number(string value) => double.TryParse(value, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException($"'{value}' is not a number.");

    private static int Whole(string value) => int.TryParse(value, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException($"'{value}' is not a whole number.");
}
