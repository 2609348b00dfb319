using System.Globalization;

namespace Viml.Training.Datasets;

/// <summary>What an import found.</summary>
/// <param name="Info">The head of the dataset.</param>
/// <param name="Rows">Rows of the files.</param>
/// <param name="Clips">Clips that were written.</param>
/// <param name="Missing">Rows whose media are not there.</param>
public sealed record ImportResult(DatasetInfo Info, int Rows, int Clips, IReadOnlyList<string> Missing);

/// <summary>
/// Imports YouTube8M-MusicTextClips: two CSV files with the columns video_id, start, end and text. The text is about the stretch from start
/// to end; a clip is 30 s around its middle, as the paper tests.
/// </summary>
public static class MusicTextClips
{
    private const double ClipSeconds = 30;

    /// <summary>Writes a dataset. Media that are missing are counted and left out; a video may have several rows.</summary>
    /// <param name="train">The CSV file to train on. By the hash of their video some rows are for validation.</param>
    /// <param name="test">The CSV file to test on.</param>
    /// <param name="media">The folder with videos, each named after its video_id, in any folder below.</param>
    /// <param name="output">The dataset folder to write.</param>
    /// <exception cref="DatasetException">
    /// A file is broken, a video is in both, or the output folder already holds a dataset.
    /// </exception>
    public static ImportResult Import(string train, string test, string media, string output)
    {
        ArgumentException.ThrowIfNullOrEmpty(media);
        ArgumentException.ThrowIfNullOrEmpty(output);
        DatasetFolder.RequireNew(output);
        if (!Directory.Exists(media)) throw new DatasetException(media, null, "a folder with videos", "no such folder");
        Row[] rows = [.. Read(train, Splits.Train), .. Read(test, Splits.Test)];
        if (rows.GroupBy(row => row.Video).FirstOrDefault(same => same.DistinctBy(row => row.Split == Splits.Test).Count() > 1) is { } both)
            throw new DatasetException(test, null, "videos that are not in the other file", $"'{both.Key}' in both");
        var videos = Directory.EnumerateFiles(media, "*", SearchOption.AllDirectories)
            .Where(file => VideoFiles.Extensions.Contains(Path.GetExtension(file)))
            .Order(StringComparer.Ordinal).GroupBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var clips = rows.Where(row => videos.ContainsKey(row.Video)).GroupBy(row => row.Id, StringComparer.Ordinal).Select(same =>
        {
            var row = same.First();
            var file = Path.GetRelativePath(output, videos[row.Video]);
            var start = Math.Max(0, (row.Start + row.End - ClipSeconds) / 2);
            return new Clip(row.Id, file, file, start, start + ClipSeconds, row.Split, new Dictionary<string, float>(),
                new Dictionary<string, IReadOnlyList<string>> { ["human"] = [.. same.Select(one => one.Text).Distinct()] })
            {
                Group = row.Video,
            };
        }).ToArray();
        LeakCheck.Require(output, clips);
        var origin = $"{Path.GetFileName(train)} and {Path.GetFileName(test)}";
        var info = DatasetFolder.Write(output, "YouTube8M-MusicTextClips", "LicenseRef-Adobe-Research", origin, clips);
        string[] missing = [.. rows.Where(row => !videos.ContainsKey(row.Video)).Select(row => row.Id)];
        return new ImportResult(info, rows.Length, clips.Length, missing);
    }

    private static IEnumerable<Row> Read(string path, string split)
    {
        var table = CsvTable.Read(path, "video_id", "start", "end", "text");
        foreach (var row in table.Rows)
        {
            var (video, text) = (table.Text(row, "video_id").Trim(), table.Text(row, "text").Trim());
            var (start, end) = (table.Number(row, "start"), table.Number(row, "end"));
            if (video.Length == 0 || video.AsSpan().ContainsAny('/', '\\')) throw table.Error(row, "the id of a video", $"'{video}'");
            if (!(start >= 0 && end > start))
                throw table.Error(row, "0 <= start < end", string.Create(CultureInfo.InvariantCulture, $"start {start}, end {end}"));
            if (text.Length == 0) throw table.Error(row, "a text", "none");
            // Who validates must not be told apart by chance of the order of rows.
            var part = split == Splits.Train && Splits.Of(video) == Splits.Validation ? Splits.Validation : split;
            yield return new Row(video, start, end, text, part);
        }
    }

    private sealed record Row(string Video, double Start, double End, string Text, string Split)
    {
        public string Id => string.Create(CultureInfo.InvariantCulture, $"{Video}@{Start:0.###}-{End:0.###}");
    }
}
