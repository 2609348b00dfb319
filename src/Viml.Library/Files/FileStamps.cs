using Viml.Engine.Files;

namespace Viml.Library.Files;

/// <summary>What the file system says about files, without reading them.</summary>
internal static class FileStamps
{
    /// <summary>The stamp of a file, or of what a link points to; null where there is none.</summary>
    public static FileStamp? Read(string path)
    {
        var target = RegularFile.Target(path);
        return target.Exists ? new FileStamp(path, target.Length, target.LastWriteTimeUtc.Ticks) : null;
    }

    /// <summary>Checks that a file is still what it was when it was found.</summary>
    /// <exception cref="FileChangedException">It is not.</exception>
    public static void RequireUnchanged(FileStamp file)
    {
        if (Read(file.Path) != file)
            throw new FileChangedException(file.Path);
    }
}
