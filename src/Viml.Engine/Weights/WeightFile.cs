namespace Viml.Engine.Weights;

/// <summary>Opens weight files by what they hold, not by their names.</summary>
public static class WeightFile
{
    /// <summary>Opens a safetensors file, a PyTorch checkpoint or a TorchScript archive.</summary>
    /// <exception cref="WeightFileException">The content is none of these, or is damaged.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IWeightFile Open(string path) => IsTorch(path) ? TorchCheckpoint.Open(path) : SafeTensorsFile.Open(path);

    /// <summary>Writes every tensor of a file to a safetensors file in the type in which it is stored, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveAsSafeTensors(IWeightFile source, string path)
    {
        ArgumentNullException.ThrowIfNull(source);
        var writer = new SafeTensorsWriter();
        foreach (var name in source.Names)
            writer.Add(name, source);
        writer.Save(path);
    }

    private static bool IsTorch(string path)
    {
        Span<byte> start = stackalloc byte[9];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        // A safetensors file begins with a 64-bit length below 2^32 and a brace. Its first byte may be any.
        var isSafeTensors = count == start.Length && !start[4..8].ContainsAnyExcept((byte)0) && start[8] == '{';
        return !isSafeTensors && TorchCheckpoint.IsLikely(start[..count]);
    }
}
