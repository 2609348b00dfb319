namespace Viml.Media;

/// <summary>Text from untrusted files.</summary>
internal static class MediaText
{
    /// <summary>The text without line breaks and terminal escapes, trimmed; null where nothing is left.</summary>
    public static string? Clean(string? text)
    {
        var clean = string.Concat((text ?? "").Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return clean.Length > 0 ? clean : null;
    }
}
