using Viml.Engine.Files;

namespace Viml.Media.Ffmpeg;

/// <summary>Checks a path before a program sees it, and writes it so that ffmpeg can take it for nothing but a file.</summary>
internal static class MediaFile
{
    /// <summary>
    /// What every call that opens a file passes first, so that a file (a playlist, say) cannot make ffmpeg use the network, other files or
    /// devices.
    /// </summary>
    public static readonly string[] InputLimits =
        ["-protocol_whitelist", "file,pipe", "-format_whitelist", string.Join(',', Containers.Allowed)];

    /// <summary>The pixels of a picture at most, in millions: what it takes to decode one is about three times as many bytes.</summary>
    public const int MaximumMegapixels = 120;

    /// <summary>What calls that decode pictures pass before the file, so that a small file cannot take all memory.</summary>
    public static readonly string[] PictureLimits = ["-max_pixels", $"{MaximumMegapixels}000000"];

    // The names of pictures in which ffmpeg looks for patterns that stand for a series of files.
    private static readonly string[] PictureExtensions =
        [".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".jp2", ".ppm", ".pgm", ".tga", ".avif", ".heic", ".jxl"];

    /// <summary>The absolute path of a readable, non-empty file.</summary>
    /// <exception cref="MediaFormatException">The path is missing, a folder, no regular file, empty, or may not be read.</exception>
    public static string RequireReadable(string path, string expected)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path))
            throw new MediaFormatException(path, expected, "a folder", "Name a file inside it.");
        try
        {
            var file = RegularFile.Target(path);
            if (!file.Exists)
                throw new MediaFormatException(path, expected, "no such file", "Check the name and the folder.");
            // Before the file is opened, which could wait for ever.
            if (RegularFile.OtherKind(path) is { } kind)
                throw new MediaFormatException(path, expected, kind, "Write what comes out of it to a file, and name that.");
            if (file.Length == 0)
                throw new MediaFormatException(path, expected, "an empty file (0 bytes)", "Copy or download it again.");
            using var probe = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return Path.GetFullPath(path);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw Unreadable(path, expected, error);
        }
    }

    /// <summary>The error for a file that exists but cannot be opened.</summary>
    internal static MediaFormatException Unreadable(string path, string expected, Exception error) =>
        error is UnauthorizedAccessException
            ? new MediaFormatException(
                path, expected, "a file that may not be read (permission denied)", "Change its permissions or its owner.", error)
            : new MediaFormatException(path, expected, $"a file that cannot be opened ({error.Message})", null, error);

    /// <summary>The arguments that open a file for reading, behind the options that concern it.</summary>
    public static string[] Input(string path) => [.. Literally(path), "-i", ForFfmpeg(path)];

    /// <summary>Whether the name is one of a picture, which may move.</summary>
    public static bool HasNameOfPicture(string path) =>
        PictureExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The path as ffmpeg takes it: the file protocol and an absolute path, whatever characters the name has.</summary>
    public static string ForFfmpeg(string path) => "file:" + Path.GetFullPath(path);

    // Names of pictures such as a%03d.jpg or b{1}.jpg stand for themselves.
    private static string[] Literally(string path)
    {
        var full = Path.GetFullPath(path);
        if (full.AsSpan().IndexOfAny("%*?{") < 0 || !HasNameOfPicture(full))
            return [];
        return Path.GetExtension(full).Equals(".gif", StringComparison.OrdinalIgnoreCase)
            ? ["-f", "gif"]
            : ["-f", "image2", "-pattern_type", "none"];
    }
}
