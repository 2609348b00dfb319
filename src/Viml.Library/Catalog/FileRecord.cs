namespace Viml.Library.Catalog;

/// <summary>What the file system says about a file before its content is read.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of the last change in UTC ticks of 100 ns.</param>
internal sealed record FileStamp(string Path, long Size, long Modified)
{
    public static FileStamp Of(FileInfo file) => new(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
}

/// <summary>What became of a file.</summary>
internal enum FileStatus
{
    Indexed,
    Failed,
    Missing,
}

/// <summary>A file as the library remembers it.</summary>
internal sealed record FileRecord(FileStamp Stamp, string? ContentHash, FileStatus Status, string? Reason, long? TrackId);
