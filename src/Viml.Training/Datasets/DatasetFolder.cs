namespace Viml.Training.Datasets;

/// <summary>Writes the files of a new dataset.</summary>
internal static class DatasetFolder
{
    /// <summary>Checks that a folder holds no dataset yet.</summary>
    /// <exception cref="DatasetException">It does.</exception>
    public static void RequireNew(string folder)
    {
        foreach (var file in new[] { DatasetInfo.FileName, ClipFile.FileName })
            if (File.Exists(Path.Combine(folder, file)))
                throw new DatasetException(folder, null, "a folder without a dataset", file);
    }

    /// <summary>Writes clips and head. The head comes last: a folder without it is no dataset.</summary>
    public static DatasetInfo Write(
        string folder, string name, string licence, string origin, IReadOnlyList<Clip> clips, params IReadOnlyList<DatasetEncoder> encoders)
    {
        using (var writer = new ClipWriter(folder))
            foreach (var clip in clips) writer.Append(clip);
        var info = new DatasetInfo(
            name, licence, origin, Splits.All.ToDictionary(split => split, split => clips.Count(clip => clip.Split == split)), encoders);
        info.Write(folder);
        return info;
    }
}
