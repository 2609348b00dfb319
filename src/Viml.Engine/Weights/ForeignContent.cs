using System.Text;

namespace Viml.Engine.Weights;

/// <summary>
/// Says what a file that is no weight file is instead, and what to do: what people have in its place after a download that went wrong, or
/// from other programs.
/// </summary>
internal static class ForeignContent
{
    /// <summary>How many bytes of a file tell what it is: a tar archive says so at byte 257.</summary>
    public const int Length = 512;

    private const int ShownCharacters = 40;

    // By the bytes at the start of the file.
    private static readonly (byte[] Start, string Kind)[] Known =
    [
        ("version https://git-lfs"u8.ToArray(), "a Git LFS pointer, which only says where the file is: fetch the file with 'git lfs pull'"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], Packed("7z")),
        ([0x1F, 0x8B], Packed("gzip")),
        ("BZh"u8.ToArray(), Packed("bzip2")),
        ([0xFD, .. "7zXZ"u8], Packed("xz")),
        ([0x28, 0xB5, 0x2F, 0xFD], Packed("zstd")),
        ("Rar!"u8.ToArray(), Packed("rar")),
        ("PK\x03\x04"u8.ToArray(), "a zip archive, such as a PyTorch checkpoint"),
        ("GGUF"u8.ToArray(), "a GGUF file: get the safetensors file of the model"),
        ([0x89, .. "HDF"u8], "an HDF5 file, as Keras writes it: get the safetensors file of the model"),
        ([0x93, .. "NUMPY"u8], "an array of NumPy: get the safetensors file of the model"),
        ([0x80, 0x02], "a Python pickle, such as an old PyTorch checkpoint"),
    ];

    /// <summary>What the file at <paramref name="stream"/>'s start is; null where nothing is known of it. The position is kept.</summary>
    public static string? Of(Stream stream)
    {
        var (position, start) = (stream.Position, new byte[Length]);
        stream.Position = 0;
        var count = stream.ReadAtLeast(start, Length, throwOnEndOfStream: false);
        stream.Position = position;
        return Of(start.AsSpan(0, count));
    }

    /// <summary>What a file with this start is; null where nothing is known of it.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            return "an empty file";
        foreach (var (bytes, kind) in Known)
            if (start.StartsWith(bytes))
                return kind;
        if (start.Length >= 262 && start[257..262].SequenceEqual("ustar"u8))
            return Packed("tar");
        if (start.Length > 3 && start[0] == 8 && start[1] < 32 && start[2] == 0x12)
            return "an ONNX model: install its folder with 'viml models add'";
        if (start.Length >= 16 && !start.ContainsAnyExcept((byte)0))
            return "zeros: a download that was not finished";
        return OfText(start);
    }

    private static string? OfText(ReadOnlySpan<byte> start)
    {
        if (start.ContainsAnyInRange((byte)0, (byte)8) || start.ContainsAnyInRange((byte)14, (byte)31))
            return null;
        var text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF').Trim();
        if (text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            return "a web page: download the file itself, which may need a login or the address of the raw file";
        if (text.StartsWith('{') || text.StartsWith('['))
            return "JSON";
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
            return null;
        var line = text.Split('\n')[0].Trim();
        return $"a text: '{(line.Length > ShownCharacters ? line[..ShownCharacters] + "..." : line)}'";
    }

    private static string Packed(string kind) => $"a {kind} archive: unpack it, and use the file inside";
}
