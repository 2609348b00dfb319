using Viml.Engine.Kernels;
using Viml.Engine.Weights.Torch;

namespace Viml.Engine.Weights;

/// <summary>
/// Opens PyTorch checkpoints (zip and legacy) and TorchScript archives without running anything in them: their pickles are read by an
/// interpreter that can build tensors and plain containers and nothing else.
/// </summary>
internal static class TorchCheckpoint
{
    private static ReadOnlySpan<byte> ZipStart => "PK\x03\x04"u8;

    /// <summary>Opens a checkpoint and checks everything but the values of its tensors.</summary>
    /// <exception cref="WeightFileException">The file is no checkpoint, is damaged, or holds anything but tensors and plain containers; the
    /// message names the operation or the global and where it stands.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TorchFile Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        Span<byte> start = stackalloc byte[4];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (!IsLikely(start[..count]))
            throw new WeightFileException(
                path, "a PyTorch checkpoint (a zip archive or the legacy magic number)", ForeignContent.Of(stream) ?? "something else");
        var map = new MappedFile(stream);
        try
        {
            var allowance = new Allowance(path, stream.Length);
            var (tensors, constants) = (new StoredTensors(path, stream.Length), new StoredTensors(path, stream.Length));
            if (start.SequenceEqual(ZipStart))
                new ZipCheckpoint(path, map, stream.Length, allowance).Read(tensors, constants);
            else
                new LegacyCheckpoint(path, map, stream.Length, allowance).Read(tensors);
            return new TorchFile(path, map, tensors.All, constants.All);
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    /// <summary>Whether the first bytes of a file are those of a checkpoint: of a zip archive, or of a pickle with its protocol.</summary>
    internal static bool IsLikely(ReadOnlySpan<byte> start) =>
        start.Length >= 4 && (start.StartsWith(ZipStart) || (start[0] == 0x80 && start[1] is >= 2 and <= 5));
}
