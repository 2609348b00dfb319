namespace Viml.Library.Files;

/// <summary>Tells addresses on the web from paths.</summary>
public static class WebAddress
{
    /// <summary>Whether a text is an address such as "https://example.org/a.mp3".</summary>
    public static bool Is(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        return end > 1 && !text.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            && text.AsSpan(0, end).ContainsAnyExcept(Letters) == false && char.IsAsciiLetter(text[0]);
    }

    /// <summary>The sentence that answers an address where a file is needed.</summary>
    public static string Refusal(string address) =>
        $"'{address}' is an address on the web. viml reads files: download it first, and give the file.";

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
}
