using System.Text;

namespace Viml.Cli.Output;

/// <summary>Makes texts safe to print, and short where they only remind.</summary>
internal static class FittedText
{
    private const char Gap = '…';

    /// <summary>Shortens <paramref name="text"/> at the end.</summary>
    public static string End(string text, int width)
    {
        text = Printable(text);
        return text.Length <= width ? text : text[..(width - 1)].TrimEnd() + Gap;
    }

    /// <summary>
    /// The text with control characters shown as '?' and marks of direction as signs, so that a file name cannot move the cursor, break a
    /// table or pass for another.
    /// </summary>
    public static string Printable(string text)
    {
        text = BidiSigns.Show(text);
        if (!text.Any(char.IsControl)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var character in text) clean.Append(char.IsControl(character) ? '?' : character);
        return clean.ToString();
    }
}
