namespace Viml.Training.Datasets;

/// <summary>Which files are taken for videos.</summary>
internal static class VideoFiles
{
    /// <summary>The extensions, with the dot, in any case.</summary>
    public static IReadOnlySet<string> Extensions { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        ".mp4", ".mkv", ".webm", ".mov", ".avi", ".m4v", ".flv", ".mpg", ".mpeg", ".ts",
    };
}
