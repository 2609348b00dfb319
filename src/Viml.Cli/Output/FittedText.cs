using System.Text;

namespace Viml.Cli.Output;

/// <summary>Makes names fit a column and safe to print.</summary>
internal static class FittedText
{
    private const char Gap = '…';

    /// <summary>
    /// Shortens <paramref name="path"/> in the middle to at most <paramref name="width"/> characters, keeping the file name
    /// as long as there is room for it.
    /// </summary>
    public static string Path(string path, int width)
    {
        path = Printable(path);
        if (path.Length <= width) return path;
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        var head = width - name.Length - 2;  // the gap and a separator
        return head >= 4 && name.Length < path.Length ? $"{path[..head]}{Gap}/{name}" : Middle(path, width);
    }

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

    private static string Middle(string text, int width)
    {
        var tail = width / 2;
        return $"{text[..(width - 1 - tail)]}{Gap}{text[^tail..]}";
    }
}
