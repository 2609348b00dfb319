using System.Text;
using System.Text.Json;

namespace Viml.Descriptions.Runs;

/// <summary>
/// A file of records, one JSON object a line, that only grows. Opening an existing file for writing resumes it: a last line that was cut is
/// removed. One writer at a time, also among processes. Thread-safe.
/// </summary>
public sealed class RecordFile : IDisposable
{
    private const int LongestLine = 1 << 20; // bytes; a longer one is an error and not a memory problem

    private readonly FileStream _stream;
    private readonly Lock _lock = new();

    /// <summary>Opens or creates a file.</summary>
    /// <exception cref="TextFileException">A line is broken, or another run is writing the file.</exception>
    public RecordFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        try
        {
            _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new TextFileException(path, null, "a file that no other run is writing", "one that is in use", fault);
        }
        try
        {
            (Existing, var end) = Read(_stream, path, isWriter: true);
            _stream.SetLength(end);
            _stream.Position = end;
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The records that were there when it was opened.</summary>
    public IReadOnlyList<DescriptionRecord> Existing { get; }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="TextFileException">A line is broken or cut.</exception>
    public static IReadOnlyList<DescriptionRecord> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read(stream, path, isWriter: false).Records;
    }

    /// <summary>Appends a record, at once.</summary>
    public void Append(DescriptionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var line = Encoding.UTF8.GetBytes(record.ToLine() + "\n");
        lock (_lock)
        {
            _stream.Write(line);
            _stream.Flush();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static (List<DescriptionRecord> Records, long End) Read(FileStream stream, string path, bool isWriter)
    {
        var (records, keys, end) = (new List<DescriptionRecord>(), new HashSet<(string, int)>(), 0L);
        var buffer = new byte[64 * 1024];
        for (var filled = 0; ;)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var from = 0;
            for (int newline; (newline = Array.IndexOf(buffer, (byte)'\n', from, filled - from)) >= 0; from = newline + 1)
            {
                var record = Parse(buffer.AsSpan(from, newline - from), path, records.Count + 1);
                if (!keys.Add((record.Id, record.Number)))
                    throw new TextFileException(path, records.Count + 1, "every text once", $"text {record.Number} of '{record.Id}' again");
                records.Add(record);
            }
            end += from;
            buffer.AsSpan(from, filled - from).CopyTo(buffer);
            filled -= from;
            if (read == 0)
                return filled == 0 || isWriter ? (records, end)
                    : throw new TextFileException(path, records.Count + 1, "a line with its newline", "a line cut at the end of the file");
            if (filled >= LongestLine) throw new TextFileException(path, records.Count + 1, $"a line of at most {LongestLine} bytes",
                "a longer one");
            if (filled == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }

    private static DescriptionRecord Parse(ReadOnlySpan<byte> line, string path, int number)
    {
        try
        {
            return DescriptionRecord.Parse(line);
        }
        catch (JsonException fault)
        {
            throw new TextFileException(path, number, "a text with its provenance", $"something else ({fault.Message})", fault);
        }
    }
}
