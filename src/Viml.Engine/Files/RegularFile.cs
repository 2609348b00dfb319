using System.Formats.Tar;

namespace Viml.Engine.Files;

/// <summary>
/// Tells files that can be read to their end from pipes, sockets and devices, on which opening or reading may wait for ever. Nothing but
/// regular files is opened to find out. Links are judged by their targets.
/// </summary>
public static class RegularFile
{
    /// <summary>What stands at a path instead of a regular file, such as "a named pipe"; null where nothing else does.</summary>
    public static string? OtherKind(string path)
    {
        try
        {
            var file = Target(path);
            // Pipes, sockets and devices have no length; most files are known by having one.
            return file is { Exists: true, Length: 0 } ? KindOfEmpty(file.FullName) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // a link in a circle or an empty path, say: opening it gives the error
        }
    }

    /// <summary>Returns <paramref name="path"/> if it may be opened.</summary>
    /// <exception cref="IOException">It is a pipe, a socket or a device.</exception>
    public static string Require(string path) =>
        OtherKind(path) is { } kind ? throw new IOException($"'{path}' is {kind}, not a file that can be read to its end.") : path;

    /// <summary>The file itself, or what a link points to in the end.</summary>
    public static FileInfo Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : (FileInfo)(file.ResolveLinkTarget(returnFinalTarget: true) ?? file);
    }

    // The archive writer is what the class library has that knows the kinds of files of all systems. It opens regular files only.
    private static string? KindOfEmpty(string path)
    {
        if (OperatingSystem.IsWindows())
            return null;
        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
                writer.WriteEntry(path, "file");
        }
        catch (IOException)
        {
            return "a socket"; // which archives cannot hold
        }
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType switch
        {
            TarEntryType.Fifo => "a named pipe",
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            _ => null,
        };
    }
}
