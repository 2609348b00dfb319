using Viml.Engine.Weights;

namespace Viml.Library.Files;

/// <summary>What makes two files the same music: SHA-256 over all their bytes.</summary>
internal static class ContentHash
{
    /// <summary>The hash in lower-case hexadecimal.</summary>
    public static string Of(string path, CancellationToken cancellation) => FileHash.Sha256(path, progress: null, cancellation);
}
