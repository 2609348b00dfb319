using System.Text;

namespace Viml.Media;

/// <summary>Recognises common content that stands under the name of a media file by mistake.</summary>
internal static class ForeignContent
{
    private const int HeadLength = 1024;

    private static readonly string[] PageStarts = ["<!doctype html", "<html", "<head"];

    /// <summary>What a file is if it is no media file, such as "a web page"; null where that is not known.</summary>
    public static string? NameOf(string path)
    {
        var head = new byte[HeadLength];
        try
        {
            using var file = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return NameOf(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What a file that begins with <paramref name="head"/> is.</summary>
    public static string? NameOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x3\x4"u8)) return "a zip archive";
        if (head is [(byte)'7', (byte)'z', 0xBC, 0xAF, ..]) return "a 7z archive";
        if (head.StartsWith("Rar!"u8)) return "a rar archive";
        if (head is [0x1F, 0x8B, ..]) return "a gzip archive";
        if (head.StartsWith("%PDF-"u8)) return "a PDF document";
        if (head.StartsWith("version https://git-lfs"u8)) return "a Git LFS pointer, which stands for a file that was not downloaded";
        var text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        if (text.StartsWith("#EXTM3U", StringComparison.Ordinal) || text.StartsWith("[playlist]", StringComparison.OrdinalIgnoreCase))
            return "a list of other files";
        var isXml = text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
        if (PageStarts.Any(start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            || (isXml && text.Contains("<html", StringComparison.OrdinalIgnoreCase)))
            return "a web page";
        if (isXml) return "an XML document";
        return head.Length > 1 && !head.ContainsAnyExceptInRange((byte)9, (byte)126) ? "a text" : null;
    }
}
