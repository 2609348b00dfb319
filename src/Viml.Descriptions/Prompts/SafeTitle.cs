using System.Text;
using System.Text.RegularExpressions;

namespace Viml.Descriptions.Prompts;

/// <summary>
/// Titles come from strangers' files. Where the user wants them in prompts, they go in as one short line of letters and digits, and those
/// that speak to a model stay out.
/// </summary>
public static partial class SafeTitle
{
    private const int Longest = 60;

    /// <summary>The title for a prompt; null where it had better not be there.</summary>
    public static string? Of(string? title)
    {
        if (title is null) return null;
        var clean = new StringBuilder();
        foreach (var rune in title.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            clean.Append(Rune.IsLetterOrDigit(rune) || rune.Value is '\'' or '-' or '&' or ',' ? rune.ToString() : " ");
        var text = Spaces().Replace(clean.ToString(), " ").Trim();
        return text.Length is 0 or > Longest || Orders().IsMatch(text) ? null : text;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"\b(ignore|disregard|forget|override|instead|instructions?|prompts?|system|assistant|user|above|previous|write|say|print|"
        + @"output|answer|respond|reply|repeat|description|you (are|must|should)|act as)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Orders();
}
