namespace Viml.Library.Indexing;

/// <summary>Which files count as music, by their extension. Whether they are is found out when they are decoded.</summary>
public static class MusicFormats
{
    /// <summary>Extensions of sound files.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
        [".mp3", ".flac", ".ogg", ".opus", ".oga", ".m4a", ".aac", ".wav", ".aif", ".aiff", ".wma"];

    /// <summary>Whether a file of this path counts as music.</summary>
    public static bool IsMusic(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
