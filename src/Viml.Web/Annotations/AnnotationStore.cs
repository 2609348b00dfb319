using System.Text;
using System.Text.Json;
using Viml.Library.Files;

namespace Viml.Web.Annotations;

/// <summary>
/// The annotations of a library, one a line in a file that only grows; of two by the same person about the same track, the later counts.
/// Thread-safe.
/// </summary>
internal sealed class AnnotationStore(string path)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    private readonly Lock _gate = new();
    private Dictionary<(string Annotator, string Track), Annotation>? _all;

    /// <summary>All of them, in the order in which their tracks were first described.</summary>
    public IReadOnlyList<Annotation> All()
    {
        lock (_gate) return [.. Load().Values];
    }

    /// <summary>Keeps one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(Annotation annotation)
    {
        lock (_gate)
        {
            var all = Load();
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            PrivateFiles.TryCreateFile(path);
            using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
            {
                var line = JsonSerializer.Serialize(annotation, Form) + "\n";
                if (EndsMidLine(file)) line = "\n" + line; // a killed server left half a line
                file.Seek(0, SeekOrigin.End);
                file.Write(Encoding.UTF8.GetBytes(line));
                file.Flush(flushToDisk: true);
            }
            all[(annotation.Annotator, annotation.TrackId)] = annotation;
        }
    }

    private static bool EndsMidLine(FileStream file)
    {
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private Dictionary<(string, string), Annotation> Load()
    {
        if (_all is not null) return _all;
        _all = [];
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
            if (Parse(line) is { } annotation) _all[(annotation.Annotator, annotation.TrackId)] = annotation;
        return _all;
    }

    private static Annotation? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Annotation>(line, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
