using System.Globalization;

namespace Viml.Web.Videos;

/// <summary>What a client calls a file.</summary>
internal static class FileName
{
    private const int Longest = 200;

    /// <summary>The last part of a path, without signs that are not seen or that turn the direction of text.</summary>
    public static string Of(string? given)
    {
        var name = (given ?? "")[((given ?? "").LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = new string([.. name.Where(IsShown)]).Trim();
        return shown.Length == 0 ? "video" : shown.Length > Longest ? shown[..Longest] : shown;
    }

    private static bool IsShown(char letter) => char.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
