namespace Viml.Library.Indexing;

/// <summary>Cuts a track into segments: 30 s (10 steps of 3 s) every 15 s, the last one moved back so that every segment is full.</summary>
internal static class SegmentGrid
{
    /// <summary>Starts and counts in steps, in order. A track shorter than a segment is one segment.</summary>
    /// <param name="time">Steps of the track, at least 1.</param>
    /// <param name="segment">Steps of a segment.</param>
    public static IReadOnlyList<(int Start, int Count)> Cut(int time, int segment)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(time);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(segment);
        if (time <= segment)
            return [(0, time)];
        var step = Math.Max(1, segment / 2);
        var last = time - segment;
        var cuts = new List<(int, int)>();
        for (var start = 0; start < last; start += step)
            cuts.Add((start, segment));
        cuts.Add((last, segment));
        return cuts;
    }
}
