using System.Globalization;

namespace Viml.Cli.Output;

/// <summary>Durations and offsets as text.</summary>
internal static class TimeText
{
    /// <summary>
    /// A place in a track: <c>1:05</c>, from an hour on <c>1:01:05</c>. Whole seconds, rounded down so that nothing before it is missed.
    /// </summary>
    public static string Offset(double seconds)
    {
        var whole = (long)Math.Floor(Math.Max(0, seconds) + 1e-6);
        return whole < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}");
    }

    /// <summary>How long something took or will take: <c>0.4 s</c>, <c>12 s</c>, <c>3 min</c>, <c>2 h 05 min</c>.</summary>
    public static string Span(TimeSpan span) => span.TotalSeconds switch
    {
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0.0} s"),
        < 99.5 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        < 3570 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min"),
    };
}
