using Viml.Engine.Files;

namespace Viml.Engine.Weights;

/// <summary>Opens weight files by what they hold, not by their names.</summary>
public static class WeightFile
{
    /// <summary>
    /// Opens a safetensors file, the index of several (<see cref="ShardedWeights"/>), a PyTorch checkpoint or a TorchScript archive.
    /// </summary>
    /// <exception cref="WeightFileException">The content is none of these, or is damaged; the message says what it is.</exception>
    /// <exception cref="IOException">The file is missing, cannot be read, or is a pipe, a socket or a device.</exception>
    public static IWeightFile Open(string path)
    {
        Span<byte> start = stackalloc byte[ForeignContent.Length];
        using (var stream = new FileStream(RegularFile.Require(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete))
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (IsSafeTensors(start))
            return SafeTensorsFile.Open(path);
        if (TorchCheckpoint.IsLikely(start))
            return TorchCheckpoint.Open(path);
        return start.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? ShardedWeights.Open(path) : SafeTensorsFile.Open(path);
    }

    /// <summary>Writes every tensor of a file to a safetensors file in the type in which it is stored, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveAsSafeTensors(IWeightFile source, string path)
    {
        ArgumentNullException.ThrowIfNull(source);
        var writer = new SafeTensorsWriter();
        writer.Metadata["program"] = ProgramVersion.Text;
        foreach (var name in source.Names)
            writer.Add(name, source);
        writer.Save(path);
    }

    // A 64-bit length below 2^32 and a brace. The first byte may be any.
    private static bool IsSafeTensors(ReadOnlySpan<byte> start) =>
        start.Length > 8 && !start[4..8].ContainsAnyExcept((byte)0) && start[8] == '{';
}
