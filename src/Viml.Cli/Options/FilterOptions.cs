using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Viml.Library.Search;
using Viml.Models.Tagging;

namespace Viml.Cli.Options;

/// <summary>The options that restrict which tracks are searched.</summary>
internal sealed class FilterOptions
{
    private readonly Option<TagFilter[]> _tags = new("--tag")
    {
        Description = "Only tracks with this tag; repeat for more tags. TAG=0.8 sets the minimum confidence (default 0.5).",
        HelpName = "TAG",
        CustomParser = ParseTags,
    };

    private readonly Option<double?> _minimum = Duration("--min-duration", "Only tracks at least this long (seconds or m:ss).");
    private readonly Option<double?> _maximum = Duration("--max-duration", "Only tracks at most this long (seconds or m:ss).");

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Only tracks in this folder or its subfolders.",
        HelpName = "DIR",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_tags);
        command.Options.Add(_minimum);
        command.Options.Add(_maximum);
        command.Options.Add(_folder);
        command.Validators.Add(result =>
        {
            if (Given(result, _minimum) > Given(result, _maximum)) result.AddError("--min-duration is longer than --max-duration.");
        });
    }

    public SearchFilters Value(ParseResult parsed) => new()
    {
        Tags = parsed.GetValue(_tags) ?? [],
        MinimumDuration = parsed.GetValue(_minimum),
        MaximumDuration = parsed.GetValue(_maximum),
        Folder = parsed.GetValue(_folder) is { } folder ? Path.GetFullPath(folder) : null,
    };

    private static TagFilter[] ParseTags(ArgumentResult result)
    {
        var filters = new List<TagFilter>();
        foreach (var token in result.Tokens)
        {
            var (name, confidence) = token.Value.Split('=', 2) is [var before, var after] ? (before, after) : (token.Value, null);
            if (Confidence(confidence) is not { } minimum)
            {
                result.AddError($"--tag {token.Value}: '{confidence}' is not a number from 0 to 1.");
                continue;
            }
            try
            {
                filters.Add(new TagFilter(TagVocabulary.Default.Names[TagVocabulary.Default.IndexOf(name)], minimum));
            }
            catch (ArgumentException fault)
            {
                result.AddError($"--tag: {UsageException.MessageOf(fault)}");
            }
        }
        return [.. filters];
    }

    private static float? Confidence(string? text)
    {
        if (text is null) return TagFilter.DefaultConfidence;
        var isNumber = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return isNumber && value is >= 0 and <= 1 ? value : null;
    }

    private static Option<double?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (Seconds(result.Tokens[0].Value) is { } seconds) return seconds;
            result.AddError($"{name}: '{result.Tokens[0].Value}' is not a duration; use seconds (90) or minutes and seconds (1:30).");
            return null;
        },
    };

    private static double? Given(CommandResult result, Option<double?> option) =>
        result.GetResult(option) is { Tokens: [var token] } ? Seconds(token.Value) : null;

    private static double? Seconds(string text)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint;
        var invariant = CultureInfo.InvariantCulture;
        return text.Split(':') switch
        {
            [var seconds] when double.TryParse(seconds, style, invariant, out var value) => value,
            [var minutes, var seconds] when int.TryParse(minutes, NumberStyles.None, invariant, out var m)
                && double.TryParse(seconds, style, invariant, out var s) && s < 60 => m * 60 + s,
            _ => null,
        };
    }
}
