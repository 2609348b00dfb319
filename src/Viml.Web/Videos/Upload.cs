using System.Buffers;
using System.Security.Cryptography;
using Viml.Web.Hosting;

namespace Viml.Web.Videos;

/// <summary>Writes a body to a file while it arrives, and hashes it. Memory does not depend on its length.</summary>
internal static class Upload
{
    private const int BufferSize = 1 << 17;
    private const long RoomEvery = 16 << 20;

    /// <summary>The SHA-256 of the body in lower-case hexadecimal. The file is deleted where the body is refused or breaks off.</summary>
    /// <param name="body">The body.</param>
    /// <param name="path">Where to write it.</param>
    /// <param name="most">Its bytes at most.</param>
    /// <param name="folder">Where there must be room.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ApiException">The body is empty or too large, or there is no room.</exception>
    public static async Task<string> ReadAsync(Stream body, string path, long most, TemporaryFolder folder, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (total, checkedTo) = (0L, 0L);
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0, useAsync: true))
                for (int count; (count = await body.ReadAsync(buffer, cancellation)) > 0;)
                {
                    total += count;
                    if (total > most) throw new ApiException(Problem.TooLarge($"A video may have {most:N0} bytes at most."));
                    if (total >= checkedTo)
                    {
                        folder.RequireRoom(BufferSize);
                        checkedTo = total + RoomEvery;
                    }
                    hash.AppendData(buffer, 0, count);
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
                }
            return total > 0
                ? Convert.ToHexStringLower(hash.GetHashAndReset())
                : throw new ApiException(422, "not-usable-media", "The file cannot be used",
                    "Expected a video or a picture, found nothing.");
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
