namespace Viml.Media.Ffmpeg;

/// <summary>Checks a path before a program sees it, and writes it so that ffmpeg can take it for nothing but a file.</summary>
internal static class MediaFile
{
    /// <summary>
    /// What every call that opens a file passes first, so that a file (a playlist, say) cannot make ffmpeg use the network.
    /// </summary>
    public static readonly string[] InputLimits = ["-protocol_whitelist", "file,pipe"];

    /// <summary>The pixels of a picture at most, in millions: what it takes to decode one is about three times as many bytes.</summary>
    public const int MaximumMegapixels = 120;

    /// <summary>What calls that decode pictures pass before the file, so that a small file cannot take all memory.</summary>
    public static readonly string[] PictureLimits = ["-max_pixels", $"{MaximumMegapixels}000000"];

    /// <summary>The absolute path of a readable, non-empty file.</summary>
    /// <exception cref="MediaFormatException">The path is missing, a folder, empty, or may not be read.</exception>
    public static string RequireReadable(string path, string expected)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path))
            throw new MediaFormatException(path, expected, "a folder", "Name a file inside it.");
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new MediaFormatException(path, expected, "no such file", "Check the name and the folder.");
            // Also true for devices and named pipes, which must not be opened: that could wait for ever.
            if (file.Length == 0)
                throw new MediaFormatException(path, expected, "an empty file (0 bytes)", "Copy or download it again.");
            using var probe = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return file.FullName;
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

    /// <summary>The path as ffmpeg takes it: the file protocol and an absolute path, whatever characters the name has.</summary>
    public static string ForFfmpeg(string path) => "file:" + Path.GetFullPath(path);
}
