using System.Globalization;
using System.Text;
using Viml.Descriptions.Runs;
using Viml.Engine.Files;
using Viml.Training.Datasets;

namespace Viml.Training.Annotation;

/// <summary>What somebody wrote about an excerpt.</summary>
/// <param name="Id">The clip.</param>
/// <param name="Start">Where the excerpt begins, in seconds.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Text">The text; empty while there is none.</param>
public sealed record Annotation(string Id, double Start, double End, string Text);

/// <summary>A CSV file with the columns of YouTube8M-MusicTextClips: video_id, start, end, text.</summary>
public static class AnnotationFile
{
    private const string Heading = "video_id,start,end,text\r\n";

    /// <summary>Reads a file; none where it does not exist.</summary>
    /// <exception cref="DatasetException">It has other columns, or a row is broken.</exception>
    public static IReadOnlyList<Annotation> Read(string path)
    {
        if (!File.Exists(path)) return [];
        var table = CsvTable.Read(path, "video_id", "start", "end", "text");
        return [.. table.Rows.Select(row => new Annotation(
            table.Text(row, "video_id").Trim(), table.Number(row, "start"), table.Number(row, "end"), table.Text(row, "text").Trim()))];
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<Annotation> annotations)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        var text = new StringBuilder(Heading);
        foreach (var (id, start, end, words) in annotations)
            text.Append(string.Join(',', new[] { id, Seconds(start), Seconds(end), words }.Select(CsvText.Quote))).Append("\r\n");
        PendingFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Seconds(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
