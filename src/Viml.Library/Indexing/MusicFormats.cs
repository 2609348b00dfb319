namespace Viml.Library.Indexing;

/// <summary>Which files count as music, by their extension. What is inside decides later.</summary>
public static class MusicFormats
{
    /// <summary>Extensions of sound files.</summary>
    public static IReadOnlyList<string> Audio { get; } =
        [".mp3", ".flac", ".ogg", ".opus", ".oga", ".m4a", ".aac", ".wav", ".aif", ".aiff", ".wma"];

    /// <summary>Extensions of video files, whose sound is indexed only where that is asked for.</summary>
    public static IReadOnlyList<string> Video { get; } = [".mp4", ".mov", ".mkv", ".webm", ".avi"];

    internal static bool IsMusic(string path, bool includeVideos)
    {
        var extension = Path.GetExtension(path);
        return Audio.Contains(extension, StringComparer.OrdinalIgnoreCase)
            || (includeVideos && Video.Contains(extension, StringComparer.OrdinalIgnoreCase));
    }
}
