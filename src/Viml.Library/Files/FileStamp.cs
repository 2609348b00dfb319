namespace Viml.Library.Files;

/// <summary>What the file system says about a file before its content is read.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of the last change in UTC ticks of 100 ns.</param>
public sealed record FileStamp(string Path, long Size, long Modified);
