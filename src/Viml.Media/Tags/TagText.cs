using System.Text;

namespace Viml.Media.Tags;

/// <summary>Makes the text of a tag what its writer meant.</summary>
internal static class TagText
{
    /// <summary>Stands behind a text of which it is not certain in which encoding it was written.</summary>
    public const string Doubt = " (?)";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>A value of a tag on one line, in the encoding it was written in; null where nothing is left.</summary>
    public static string? One(string? value) => MediaText.Clean(value is null ? null : Repair(value));

    /// <summary>Several values, which stand between semicolons or zero characters, as a list for people: "Alice, Bob".</summary>
    public static string? Several(string? values)
    {
        var list = (values ?? "").Split(['\0', ';']).Select(One).OfType<string>().Distinct().ToList();
        return list.Count > 0 ? string.Join(", ", list) : null;
    }

    /// <summary>
    /// Undoes the commonest fault of tags: bytes of UTF-8 or of a code page that were taken for Latin-1. Text that reads well as it is, or
    /// that has letters which Latin-1 has not, is left alone. Where several readings are possible, a mark says so (<see cref="Doubt"/>).
    /// </summary>
    public static string Repair(string text)
    {
        if (text.All(char.IsAscii) || text.Any(character => character > '\xFF')) return text;
        var bytes = Encoding.Latin1.GetBytes(text);
        if (AsUtf8(bytes) is { } utf8) return utf8;
        var western = CodePage.Western.Decode(bytes) ?? text;
        if (CodePage.Western.IsLikely(bytes)) return western;
        return CodePage.Guess(bytes) ?? western + Doubt;
    }

    /// <summary>The text of bytes that claim to be UTF-16 but are not; null where they are, or may be.</summary>
    public static string? BytesMarkedAsUtf16(ReadOnlySpan<byte> bytes)
    {
        // Pairs of two ASCII letters are rare Chinese characters in UTF-16; a text of little else is a text in ASCII.
        var isBytes = bytes.Length > 1 && !bytes.Contains((byte)0) && bytes is not [0xFF, 0xFE, ..] and not [0xFE, 0xFF, ..]
            && bytes.ToArray().Count(value => value == ' ' || char.IsAsciiLetterOrDigit((char)value)) * 5 > bytes.Length * 3;
        return isBytes ? Repair(Encoding.Latin1.GetString(bytes)) : null;
    }

    private static string? AsUtf8(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
