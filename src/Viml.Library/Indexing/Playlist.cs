using System.Text;
using Viml.Library.Catalog;
using Viml.Library.Files;

namespace Viml.Library.Indexing;

/// <summary>Lists of files: m3u and m3u8.</summary>
public static class Playlist
{
    private const int MaximumBytes = 64 << 20;

    /// <summary>Whether a file is a list, by its extension.</summary>
    public static bool Is(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".m3u" or ".m3u8";

    /// <summary>The files and folders that a list names, as absolute paths in its order, and the entries that are neither.</summary>
    /// <exception cref="LibraryException">The list cannot be read.</exception>
    internal static (IReadOnlyList<string> Paths, IReadOnlyList<FileFailure> Problems) Read(string list)
    {
        var paths = new List<string>();
        var problems = new List<FileFailure>();
        var folder = Path.GetDirectoryName(Path.GetFullPath(list))!;
        foreach (var line in Text(list).Split('\n', '\r').Select(line => line.Trim()))
        {
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            if (line.StartsWith("file://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(line, UriKind.Absolute, out var file))
                paths.Add(file.LocalPath);
            else if (WebAddress.Is(line))
                problems.Add(new FileFailure(line, "an address, not a file"));
            else
                paths.Add(Path.GetFullPath(Path.Combine(folder, Existing(folder, line))));
        }
        return (paths, problems);
    }

    // Lists made on Windows separate folders by backslashes, which elsewhere are letters of a name.
    private static string Existing(string folder, string line) =>
        Path.DirectorySeparatorChar == '/' && line.Contains('\\') && !File.Exists(Path.Combine(folder, line))
            ? line.Replace('\\', '/')
            : line;

    // m3u8 is UTF-8 by definition, m3u what its maker liked: UTF-8 where it can be.
    private static string Text(string list)
    {
        try
        {
            if (Engine.Files.RegularFile.OtherKind(list) is { } kind)
                throw new LibraryException(list, $"'{list}' is {kind}, not a list of files.");
            if (new FileInfo(list).Length > MaximumBytes)
                throw new LibraryException(list, $"'{list}' is too large for a list of files.");
            var bytes = File.ReadAllBytes(list);
            try
            {
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            }
            catch (DecoderFallbackException)
            {
                return System.Text.Encoding.Latin1.GetString(bytes);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(list, $"The list '{list}' cannot be read: {fault.Message}", fault);
        }
    }
}
