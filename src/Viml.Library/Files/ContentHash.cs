using System.Security.Cryptography;

namespace Viml.Library.Files;

/// <summary>What makes two files the same music: SHA-256 over all their bytes.</summary>
internal static class ContentHash
{
    private const int Chunk = 1 << 20;

    /// <summary>The hash in lower-case hexadecimal; reads the file in chunks, so it can be cancelled.</summary>
    public static string Of(string path, CancellationToken cancellation)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Chunk];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
