using Viml.Engine.Weights;

namespace Viml.Library.Files;

/// <summary>What makes two files the same music: SHA-256 over all their bytes.</summary>
internal static class ContentHash
{
    /// <summary>
    /// The hash in lower-case hexadecimal. Reads no further than the length of the stamp, so that a file that grows comes to an end.
    /// </summary>
    /// <exception cref="FileChangedException">The file is longer than its stamp says.</exception>
    /// <exception cref="IOException">It cannot be read, or is no regular file.</exception>
    public static string Of(FileStamp file, CancellationToken cancellation) => FileHash.Sha256(file.Path, read =>
    {
        if (read > file.Size)
            throw new FileChangedException(file.Path);
    }, cancellation);
}
