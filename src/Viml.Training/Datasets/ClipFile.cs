namespace Viml.Training.Datasets;

/// <summary>Reads and appends <c>clips.jsonl</c>: one clip a line, UTF-8, ids unique.</summary>
public static class ClipFile
{
    /// <summary>The name of the file inside the dataset folder.</summary>
    public const string FileName = "clips.jsonl";

    /// <summary>The longest line that is read; a longer one is an error and not a memory problem.</summary>
    private const int LongestLine = 1 << 20;

    /// <summary>Reads every clip of <paramref name="folder"/>, in order.</summary>
    /// <exception cref="DatasetException">A file is missing, or a line is broken, cut, or repeats an id.</exception>
    public static IReadOnlyList<Clip> Read(string folder) => Read(folder, allowCutEnd: false);

    /// <summary>Reads every clip that is complete, of a file to which another process may be appending.</summary>
    /// <exception cref="DatasetException">A file is missing, or a complete line is broken or repeats an id.</exception>
    internal static IReadOnlyList<Clip> ReadComplete(string folder) => Read(folder, allowCutEnd: true);

    private static IReadOnlyList<Clip> Read(string folder, bool allowCutEnd)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new DatasetException(path, null, $"a dataset folder with {FileName}", "no such file");
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var (clips, _) = ReadWhole(stream, path, allowCutEnd);
        return clips;
    }

    /// <summary>
    /// Reads every complete line, and returns where the last of them ends. A last line without its newline is what an interrupted writer
    /// leaves: an error for a reader, something to remove for the next writer.
    /// </summary>
    internal static (IReadOnlyList<Clip> Clips, long End) ReadWhole(Stream stream, string path, bool allowCutEnd)
    {
        var clips = new List<Clip>();
        var ids = new HashSet<string>();
        var buffer = new byte[64 * 1024];
        int filled = 0, line = 0;
        long end = 0;
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var from = 0;
            for (int newline; (newline = Array.IndexOf(buffer, (byte)'\n', from, filled - from)) >= 0; from = newline + 1)
            {
                line++;
                var clip = Clip.Parse(buffer.AsMemory(from, newline - from), path, line);
                if (!ids.Add(clip.Id))
                    throw new DatasetException(path, line, "every id once", $"'{clip.Id}' again");
                clips.Add(clip);
            }
            end += from;
            buffer.AsSpan(from, filled - from).CopyTo(buffer);
            filled -= from;
            if (read == 0)
                break;
            if (filled >= LongestLine)
                throw new DatasetException(path, line + 1, $"a line of at most {LongestLine} bytes", "a longer one");
            if (filled == buffer.Length)
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, LongestLine));
        }
        if (filled > 0 && !allowCutEnd)
            throw new DatasetException(path, line + 1, "a line with its newline", "a line cut at the end of the file");
        return (clips, end);
    }
}
