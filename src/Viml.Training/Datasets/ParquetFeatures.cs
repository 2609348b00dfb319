using Parquet;
using Parquet.Schema;

namespace Viml.Training.Datasets;

/// <summary>
/// Features in a Parquet file: a column <c>id</c> of texts and a column <c>features</c> of lists of float or double. Several rows with one
/// id that follow each other are its steps.
/// </summary>
internal sealed class ParquetFeatures
{
    private const string IdColumn = "id", FeatureColumn = "features";

    private readonly string _path;
    private readonly List<(string Id, int Group, int First, int Count)> _clips = [];
    private (int Group, List<float[]> Rows) _last = (-1, []); // clips are asked for in about the order of the file

    private ParquetFeatures(string path) => _path = path;

    /// <summary>The clips of a file, each with what reads it.</summary>
    /// <exception cref="DatasetException">It is not such a file, or the steps of a clip are apart.</exception>
    public static IEnumerable<(string Id, Func<(float[] Values, int Time, int Width)> Read)> Open(string path)
    {
        var file = new ParquetFeatures(path);
        file.Guarded(file.Index);
        return file._clips.Select(clip => (clip.Id, (Func<(float[], int, int)>)(() => file.Guarded(() => file.Read(clip)))));
    }

    private (float[] Values, int Time, int Width) Read((string Id, int Group, int First, int Count) clip)
    {
        if (_last.Group != clip.Group) _last = (clip.Group, ReadGroup(clip.Group));
        var rows = _last.Rows.Slice(clip.First, clip.Count);
        if (rows.Any(row => row.Length != rows[0].Length || row.Length == 0))
            throw new DatasetException(_path, null, $"lists of one length in '{FeatureColumn}'", $"others for '{clip.Id}'");
        return ([.. rows.SelectMany(row => row)], rows.Count, rows[0].Length);
    }

    private bool Index()
    {
        using var stream = File.OpenRead(_path);
        var reader = Wait(ParquetReader.CreateAsync(stream));
        var ids = Find(reader, IdColumn, "texts", [typeof(string), typeof(ReadOnlyMemory<char>)]);
        Find(reader, FeatureColumn, "lists of float or double", [typeof(float), typeof(double)]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var part = reader.OpenRowGroupReader(group);
            var names = new string?[checked((int)part.RowCount)];
            part.ReadAsync(ids, names.AsMemory()).AsTask().GetAwaiter().GetResult();
            for (int row = 0, next; row < names.Length; row = next)
            {
                next = row + 1;
                while (next < names.Length && names[next] == names[row]) next++;
                if (names[row] is not { Length: > 0 } id) throw new DatasetException(_path, null, $"a text in '{IdColumn}'", "none");
                if (!seen.Add(id))
                    throw new DatasetException(_path, null, "the steps of a clip behind each other, in one row group", $"'{id}' again");
                _clips.Add((id, group, row, next - row));
            }
        }
        return true;
    }

    private List<float[]> ReadGroup(int group)
    {
        using var stream = File.OpenRead(_path);
        var reader = Wait(ParquetReader.CreateAsync(stream));
        var field = Find(reader, FeatureColumn, "lists of float or double", [typeof(float), typeof(double)]);
        using var part = reader.OpenRowGroupReader(group);
        return field.ClrType == typeof(double)
            ? Rows<double>(part, field, value => (float)value)
            : Rows<float>(part, field, value => value);
    }

    /// <summary>Lists of a column: one begins where the repetition level is 0.</summary>
    private List<float[]> Rows<T>(ParquetRowGroupReader part, DataField field, Converter<T, float> convert) where T : struct
    {
        var count = checked((int)(part.GetMetadata(field)?.MetaData?.NumValues ?? 0));
        var values = new T[count];
        int[] definition = new int[count], repetition = new int[count];
        part.ReadRawAsync(field, values.AsMemory(), definition.AsMemory(), repetition.AsMemory()).AsTask().GetAwaiter().GetResult();
        if (definition.AsSpan().ContainsAnyExcept(field.MaxDefinitionLevel))
            throw new DatasetException(
                _path, null, $"a list of numbers in every row of '{FeatureColumn}'", "a row or a number without value");
        var rows = new List<float[]>();
        for (int at = 0, next; at < count; at = next)
        {
            next = at + 1;
            while (next < count && repetition[next] > 0) next++;
            rows.Add(Array.ConvertAll(values[at..next], convert));
        }
        return rows;
    }

    private DataField Find(ParquetReader reader, string column, string expected, Type[] types)
    {
        var field = reader.Schema.GetDataFields().FirstOrDefault(field => field.Path.FirstPart == column)
            ?? throw new DatasetException(_path, null, $"a column '{column}'",
                $"the columns {string.Join(", ", reader.Schema.GetDataFields().Select(other => other.Path.FirstPart))}");
        return types.Contains(field.ClrType)
            ? field
            : throw new DatasetException(_path, null, $"{expected} in '{column}'", field.ClrType.Name);
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is ParquetException or IOException or InvalidDataException or OverflowException)
        {
            throw new DatasetException(_path, null, "a Parquet file", error.Message, error);
        }
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
