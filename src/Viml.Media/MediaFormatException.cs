namespace Viml.Media;

/// <summary>A media file is not what was asked for: missing, unreadable, empty, broken, or of another kind.</summary>
public sealed class MediaFormatException : Exception
{
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="expected">What was needed, such as "a video".</param>
    /// <param name="found">What is there instead, such as "an audio file (mp3)".</param>
    /// <param name="advice">What the user can do about it; a full sentence.</param>
    public MediaFormatException(string path, string expected, string found, string? advice = null, Exception? inner = null)
        : base($"'{path}': expected {expected}, found {found}.{(advice is null ? "" : " " + advice)}", inner)
    {
        Path = path;
        Advice = advice;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>What the user can do about it; null where that is not known.</summary>
    public string? Advice { get; }

    /// <summary>What was needed.</summary>
    public string Expected { get; }

    /// <summary>What is there instead.</summary>
    public string Found { get; }
}
