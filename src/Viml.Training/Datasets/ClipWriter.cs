namespace Viml.Training.Datasets;

/// <summary>
/// Appends clips to <c>clips.jsonl</c>. Opening an existing file resumes where an interrupted run stopped: an incomplete last line is
/// removed, complete clips are kept and listed in <see cref="Existing"/>. Each clip is written at once. Thread-safe; one writer per file.
/// </summary>
public sealed class ClipWriter : IDisposable
{
    private readonly FileStream _stream;
    private readonly HashSet<string> _ids;
    private readonly Lock _lock = new();

    /// <summary>Opens or creates the file in <paramref name="folder"/>.</summary>
    /// <exception cref="DatasetException">A complete line of the existing file is broken.</exception>
    /// <exception cref="IOException">Another writer has the file open.</exception>
    public ClipWriter(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, ClipFile.FileName);
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            (Existing, var end) = ClipFile.ReadWhole(_stream, path, allowCutEnd: true);
            _stream.SetLength(end);
            _stream.Position = end;
            _ids = [.. Existing.Select(clip => clip.Id)];
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>The clips that were in the file when it was opened.</summary>
    public IReadOnlyList<Clip> Existing { get; }

    /// <summary>Appends one clip.</summary>
    /// <exception cref="ArgumentException">The id is already in the file, or the clip breaks a rule of the format.</exception>
    public void Append(Clip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var line = clip.ToLine();
        lock (_lock)
        {
            if (!_ids.Add(clip.Id))
                throw new ArgumentException($"The dataset already has a clip '{clip.Id}'.", nameof(clip));
            _stream.Write(line);
            _stream.Flush();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();
}
