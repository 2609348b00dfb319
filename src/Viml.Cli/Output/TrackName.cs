namespace Viml.Cli.Output;

/// <summary>The name of a track on one line.</summary>
internal static class TrackName
{
    /// <summary>"Title by Artist", the title alone, or the name of the file where it has no title.</summary>
    public static string Of(string? title, string? artist, string path) =>
        title is null ? Path.GetFileName(path) : artist is null ? title : $"{title} by {artist}";
}
