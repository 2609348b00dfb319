using System.Security.Cryptography;
using Viml.Engine.Files;

namespace Viml.Engine.Weights;

/// <summary>Hashes of files.</summary>
public static class FileHash
{
    private const int BufferSize = 1 << 20;

    /// <summary>SHA-256 of a file in lower-case hexadecimal. Reads it in constant memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told the bytes read so far.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="IOException">The file cannot be read, or is no regular file.</exception>
    public static string Sha256(string path, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new FileStream(
            RegularFile.Require(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0,
            FileOptions.SequentialScan);
        var buffer = new byte[BufferSize];
        var done = 0L;
        while (stream.Read(buffer) is > 0 and var count)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            progress?.Invoke(done += count);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
