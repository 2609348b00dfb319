using System.Text.RegularExpressions;

namespace Viml.Media.Ffmpeg;

/// <summary>Turns what ffmpeg says on stderr into a short phrase for a person.</summary>
internal static partial class ErrorText
{
    private const int Lines = 2;
    private const int MaximumLength = 300;

    /// <summary>
    /// The last distinct lines without component addresses ("[mp3 @ 0x55...]") and without the file name, joined by "; ".
    /// </summary>
    public static string Summarize(string errors, string path)
    {
        var lines = errors.Split('\n')
            .Select(line => Component().Replace(line, "").Replace($"file:{path}: ", "", StringComparison.Ordinal).Trim().TrimEnd('.'))
            .Where(line => line.Length > 0 && !line.StartsWith("Last message repeated", StringComparison.Ordinal))
            .Distinct()
            .TakeLast(Lines);
        var text = string.Join("; ", lines);
        return text.Length <= MaximumLength ? text : text[..MaximumLength] + "...";
    }

    /// <summary>The container that ffmpeg knows but was told not to open; null where that is not why it failed.</summary>
    public static string? RefusedContainer(string errors) =>
        Refused().Match(errors) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"\[([^\[\]@ ]+) @ 0x[0-9a-f]+\] Format not on whitelist")]
    private static partial Regex Refused();

    [GeneratedRegex(@"\[[^\[\]@]+ @ 0x[0-9a-f]+\]\s*")]
    private static partial Regex Component();
}
