namespace Viml.Training.Datasets;

/// <summary>Whether the parts of a dataset share music or videos: what is measured on them would then be remembered, not found.</summary>
public static class LeakCheck
{
    private const int Shown = 3;

    /// <summary>Every piece of music and every video that lies in more than one split, in words.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<Clip> clips)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var all = clips.ToList();
        return [.. Shared(all, "music", clip => clip.MusicKey), .. Shared(all, "video", clip => clip.Video)];
    }

    /// <summary>Checks that none does.</summary>
    /// <exception cref="DatasetException">One does; the message names some.</exception>
    public static void Require(string dataset, IEnumerable<Clip> clips)
    {
        var leaks = Find(clips);
        if (leaks.Count > 0)
            throw new DatasetException(Path.Combine(dataset, ClipFile.FileName), null, "every music and video in one split only",
                $"{leaks.Count} in several: {string.Join("; ", leaks.Take(Shown))}");
    }

    private static IEnumerable<string> Shared(IEnumerable<Clip> clips, string what, Func<Clip, string?> key) =>
        from clip in clips
        where key(clip) is not null
        group clip by key(clip) into same
        where same.Select(clip => clip.Split).Distinct().Count() > 1
        let places = same.DistinctBy(clip => clip.Split).Select(clip => $"{clip.Split} ('{clip.Id}')")
        select $"{what} '{same.Key}' in {string.Join(" and ", places)}";
}
