namespace Viml.Library.Files;

/// <summary>Folders as absolute paths without a separator at the end.</summary>
internal static class FolderPath
{
    public static string Normalize(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Whether <paramref name="path"/> is <paramref name="folder"/> or lies under it.</summary>
    public static bool Contains(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    /// <summary>Folders as arguments of a command that can be copied into a shell.</summary>
    public static string ForShell(IEnumerable<string> folders) => string.Join(' ', folders.Select(Quote));

    private static string Quote(string folder) =>
        folder.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '\\' or ':') && !folder.StartsWith('-')
            ? folder
            : $"'{folder.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
