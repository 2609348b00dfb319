using Viml.Engine.Weights;
using Viml.Models;

namespace Viml.Training.Datasets;

/// <summary>Features that others computed.</summary>
/// <param name="Folder">
/// Files named after clips, each with one array (.npy) or one tensor (.safetensors), or .safetensors files with a tensor for each clip, or
/// .parquet files (<see cref="ParquetFeatures"/>).
/// </param>
/// <param name="Encoder">What they were computed with.</param>
/// <param name="Version">Of the encoder.</param>
/// <param name="Rate">Steps per second; 0 for one per clip.</param>
public sealed record ForeignFeatures(string Folder, string Encoder, string Version, double Rate);

/// <summary>Makes a dataset of features that were computed elsewhere, without media.</summary>
public static class FeatureImport
{
    private const int ClipsPerShard = 256;

    /// <summary>
    /// Writes a dataset of the clips that have video and music. One with numbers that are not finite or that float16 cannot hold is left
    /// out.
    /// </summary>
    /// <param name="video">Features of videos.</param>
    /// <param name="music">Features of music.</param>
    /// <param name="texts">
    /// CSV file with the columns id and text, and if wanted split and music (which names the same music); null for none. An id may have
    /// several rows.
    /// </param>
    /// <param name="output">The dataset folder to write.</param>
    /// <exception cref="DatasetException">A file is broken, widths differ, or there is no clip with both.</exception>
    /// <exception cref="WeightFileException">A safetensors file is broken.</exception>
    public static ImportResult Import(ForeignFeatures video, ForeignFeatures music, string? texts, string output)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(music);
        DatasetFolder.RequireNew(output);
        var rows = texts is null ? [] : ReadTexts(texts);
        var (seen, heard) = (Sources(video.Folder), Sources(music.Folder));
        string[] ids = [.. seen.Keys.Where(heard.ContainsKey).Order(StringComparer.Ordinal)];
        var missing = seen.Keys.Union(heard.Keys).Except(ids)
            .Select(id => $"{id}: no features of {(seen.ContainsKey(id) ? "music" : "video")}")
            .Concat(rows.Keys.Where(id => !seen.ContainsKey(id) && !heard.ContainsKey(id)).Select(id => $"{id}: no features"))
            .Order(StringComparer.Ordinal).ToList();
        DatasetEncoder? videoEncoder = null, musicEncoder = null;
        var clips = new List<Clip>();
        foreach (var (members, shard) in ids.Chunk(ClipsPerShard).Select((members, shard) => (members, shard)))
        {
            Dictionary<string, FeatureSequence> videos = [], tracks = [];
            foreach (var id in members)
            {
                var (shown, sound) = (seen[id](), heard[id]());
                videoEncoder = Same(videoEncoder, video, id, shown.Width);
                musicEncoder = Same(musicEncoder, music, id, sound.Width);
                if (!shown.Values.Concat(sound.Values).All(value => Math.Abs(value) <= (float)Half.MaxValue))
                {
                    missing.Add($"{id}: numbers that are not finite or too large");
                    continue;
                }
                videos[id] = new FeatureSequence(shown.Values, shown.Time, shown.Width, video.Rate);
                tracks[id] = new FeatureSequence(sound.Values, sound.Time, sound.Width, music.Rate);
                clips.Add(ClipOf(id, rows.GetValueOrDefault(id), Math.Max(Seconds(videos[id]), Seconds(tracks[id]))));
            }
            if (videos.Count == 0) continue;
            FeatureShard.Write(output, videoEncoder!, $"{shard:00000}", videos);
            FeatureShard.Write(output, musicEncoder!, $"{shard:00000}", tracks);
        }
        if (clips.Count == 0) throw new DatasetException(video.Folder, null, "clips with features of video and music", "none");
        LeakCheck.Require(output, clips);
        var info = DatasetFolder.Write(output, "imported features", "unknown", $"features of {video.Encoder} and {music.Encoder}", clips,
            videoEncoder!, musicEncoder!);
        return new ImportResult(info, clips.Count + missing.Count, clips.Count, missing);
    }

    private static double Seconds(FeatureSequence features) => features.Rate > 0 ? features.Time / features.Rate : 1;

    private static Clip ClipOf(string id, IReadOnlyList<TextRow>? rows, double seconds)
    {
        var music = rows?.Select(row => row.Music).FirstOrDefault(named => named is not null);
        var split = rows?.Select(row => row.Split).FirstOrDefault(named => named is not null) ?? Splits.Of(music ?? id);
        string[] texts = [.. (rows ?? []).Select(row => row.Text).Where(text => text.Length > 0)];
        var byMethod = new Dictionary<string, IReadOnlyList<string>>();
        if (texts.Length > 0) byMethod["human"] = texts;
        return new Clip(id, null, null, 0, seconds, split, new Dictionary<string, float>(), byMethod) { Group = music };
    }

    private static DatasetEncoder Same(DatasetEncoder? known, ForeignFeatures features, string id, int width) =>
        known is null || known.Width == width
            ? known ?? new DatasetEncoder(features.Encoder, features.Version, width, features.Rate)
            : throw new DatasetException(features.Folder, null, $"features of {known.Width} numbers in every clip", $"{width} in '{id}'");

    private static Dictionary<string, List<TextRow>> ReadTexts(string path)
    {
        var table = CsvTable.Read(path, "id", "text");
        var rows = new Dictionary<string, List<TextRow>>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var split = table.TextOrNull(row, "split");
            if (split is not null && !Splits.All.Contains(split))
                throw table.Error(row, $"a split of {string.Join(", ", Splits.All)}", $"'{split}'");
            var id = table.Text(row, "id").Trim();
            if (!rows.TryGetValue(id, out var some)) rows[id] = some = [];
            some.Add(new TextRow(table.Text(row, "text").Trim(), split, table.TextOrNull(row, "music")));
        }
        return rows;
    }

    private static Dictionary<string, Func<(float[] Values, int Time, int Width)>> Sources(string folder)
    {
        if (!Directory.Exists(folder)) throw new DatasetException(folder, null, "a folder with features", "no such folder");
        var sources = new Dictionary<string, Func<(float[], int, int)>>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (Path.GetExtension(path) == ".npy") Add(name, path, () => NpyFile.Read(path));
            else if (Path.GetExtension(path) == ".safetensors")
            {
                using var file = SafeTensorsFile.Open(path);
                if (file.Names is [var only]) Add(name, path, () => ReadTensor(path, only));
                else foreach (var tensor in file.Names) Add(tensor, path, () => ReadTensor(path, tensor));
            }
            else if (Path.GetExtension(path) == ".parquet")
                foreach (var (id, read) in ParquetFeatures.Open(path)) Add(id, path, read);
        }
        if (sources.Count == 0) throw new DatasetException(folder, null, "files *.npy, *.safetensors or *.parquet", "none");
        return sources;

        void Add(string id, string path, Func<(float[], int, int)> read)
        {
            if (!sources.TryAdd(id, read)) throw new DatasetException(path, null, "every clip once", $"'{id}' again");
        }
    }

    private static (float[] Values, int Time, int Width) ReadTensor(string path, string name)
    {
        using var file = SafeTensorsFile.Open(path);
        var shape = file.Shape(name);
        if (shape.Count is not (1 or 2) || shape.Any(size => size <= 0))
            throw new DatasetException(path, null, "a tensor [time, width] or [width]", $"'{name}' of [{string.Join(", ", shape)}]");
        return (file.Read(name).Span.ToArray(), shape.Count == 1 ? 1 : shape[0], shape[^1]);
    }

    private sealed record TextRow(string Text, string? Split, string? Music);
}
