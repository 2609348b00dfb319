using System.Buffers.Binary;
using System.Text;

namespace Viml.Media.Tags;

/// <summary>
/// The texts of the ID3v2 tag at the beginning of a file, versions 2.2 to 2.4. ffmpeg reads them too, but gives the first of several values
/// only, and none where a text is not in the encoding that it is marked with. Source: id3.org, "ID3 tag version 2.4.0", sections 3 and 4.
/// </summary>
internal sealed record Id3Tag(string? Title, string? Artist, string? Album)
{
    private const int HeaderLength = 10;
    private const int LongestText = 64 << 10;

    /// <summary>Reads the tag; null where the file has none, or one that is compressed, encrypted or damaged.</summary>
    public static Id3Tag? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 4096);
            return Read(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // ffmpeg says why
        }
    }

    /// <summary>Reads the tag from the start of a stream that can be sought in.</summary>
    public static Id3Tag? Read(Stream file)
    {
        var header = new byte[HeaderLength];
        var count = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (count < header.Length || !header.AsSpan().StartsWith("ID3"u8)) return null;
        var (version, flags) = (header[3], header[5]);
        // Bit 7: bytes were inserted everywhere; bit 6: an extended header, whose form depends on the version.
        if (version is < 2 or > 4 || (flags & 0xC0) != 0) return null;
        var end = Math.Min(file.Length, HeaderLength + Synchsafe(header.AsSpan(6)));
        var texts = new Dictionary<string, string>();
        var frame = new byte[version == 2 ? 6 : 10];
        while (file.Position + frame.Length <= end)
        {
            file.ReadExactly(frame);
            if (frame[0] == 0) break; // padding
            var name = Encoding.ASCII.GetString(frame, 0, version == 2 ? 3 : 4);
            var size = version switch
            {
                2 => (frame[3] << 16) + (frame[4] << 8) + frame[5],
                3 => BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)),
                _ => Synchsafe(frame.AsSpan(4)),
            };
            if (size <= 0 || size > end - file.Position) break;
            var next = file.Position + size;
            // The last byte of flags says what was done to the frame: compressed, encrypted, bytes inserted.
            if (name[0] == 'T' && size <= LongestText && (version == 2 || frame[9] == 0))
            {
                var content = new byte[size];
                file.ReadExactly(content);
                texts.TryAdd(name, Text(content));
            }
            file.Position = next;
        }
        string? Get(string three, string four) => texts.GetValueOrDefault(version == 2 ? three : four);
        return new Id3Tag(
            TagText.One(Get("TT2", "TIT2")?.Replace('\0', ' ')),
            TagText.Several(Get("TP1", "TPE1")) ?? TagText.Several(Get("TP2", "TPE2")),
            TagText.One(Get("TAL", "TALB")?.Replace('\0', ' ')));
    }

    private static int Synchsafe(ReadOnlySpan<byte> bytes) => (bytes[0] << 21) + (bytes[1] << 14) + (bytes[2] << 7) + bytes[3];

    // The first byte names the encoding; values are separated, and often ended, by zeros.
    private static string Text(byte[] content)
    {
        var bytes = content.AsSpan(1);
        return (content[0] switch
        {
            0 => string.Join('\0', Encoding.Latin1.GetString(bytes).Split('\0').Select(TagText.Repair)),
            1 when TagText.BytesMarkedAsUtf16(bytes) is { } text => text,
            1 => Utf16(bytes),
            2 when bytes.Length % 2 != 0 && TagText.BytesMarkedAsUtf16(bytes) is { } text => text,
            2 => Encoding.BigEndianUnicode.GetString(bytes),
            _ => Encoding.UTF8.GetString(bytes),
        }).Trim('\0');
    }

    // Each value may begin with a mark of its own.
    private static string Utf16(ReadOnlySpan<byte> bytes) => (bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : Encoding.Unicode)
        .GetString(bytes).Replace("\uFEFF", "", StringComparison.Ordinal).Replace("\uFFFE", "", StringComparison.Ordinal);
}
