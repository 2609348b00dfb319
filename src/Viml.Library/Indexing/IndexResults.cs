using System.Diagnostics;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Files;

namespace Viml.Library.Indexing;

/// <summary>Saves the outcome of each file and collects the lists for the report.</summary>
/// <param name="library">The library.</param>
/// <param name="skipped">Files skipped without being read.</param>
/// <param name="tracks">Ids of the usable tracks by content; grows with each track saved.</param>
/// <param name="broken">Reasons by content of what is known to fail; grows with each failure.</param>
internal sealed class IndexResults(
    ILibraryWriter library, IReadOnlyList<FileFailure> skipped, Dictionary<string, long> tracks, Dictionary<string, string> broken)
{
    private readonly List<FileFailure> _failures = [];
    private readonly List<FileFailure> _skipped = [.. skipped];
    private readonly List<FileFailure> _warnings = [];
    private int _reused;

    /// <summary>How long each stage took.</summary>
    public StageClock Clock { get; set; } = new();

    /// <summary>The file was encoded.</summary>
    public void Index(ReadAhead.Item item, TrackContent track, string? warning, IndexMeter meter)
    {
        var start = Stopwatch.GetTimestamp();
        tracks[track.ContentHash] = library.SaveTrack(item.Stamp, track);
        Clock.AddSince(Stage.Writing, start);
        if (warning is not null)
            _warnings.Add(new FileFailure(item.Stamp.Path, warning));
        meter.Finish(item.Stamp.Size, track.Duration, counts => counts with { Indexed = counts.Indexed + 1 });
    }

    /// <summary>The track was found in another library.</summary>
    public void Reuse(ReadAhead.Item item, TrackContent track, IndexMeter meter)
    {
        _reused++;
        tracks[track.ContentHash] = library.SaveTrack(item.Stamp, track);
        meter.Finish(item.Stamp.Size, 0, counts => counts with { Indexed = counts.Indexed + 1 });
    }

    /// <summary>The content was seen before, under this path or another: it is treated like the first.</summary>
    public void Repeat(ReadAhead.Item item, IndexMeter meter)
    {
        if (tracks.TryGetValue(item.ContentHash!, out var track))
            Link(item, track, meter);
        else
            Skip(item, broken[item.ContentHash!], meter);
    }

    /// <summary>The file is broken or cannot be read.</summary>
    public void Fail(ReadAhead.Item item, Exception fault, IndexMeter meter)
    {
        var reason = FileFaults.Reason(fault);
        var content = FileFaults.ConcernsContent(fault) ? item.ContentHash : null;
        if (content is not null)
            broken[content] = reason;
        library.SetFailed(item.Stamp, content, reason);
        _failures.Add(new FileFailure(item.Stamp.Path, reason));
        meter.Finish(item.Stamp.Size, 0, counts => counts with { Failed = counts.Failed + 1 });
    }

    public IndexReport ToReport(IndexMeter meter, FolderScan scan, int moved, int removed, int reembedded) => new()
    {
        Counts = meter.Counts,
        Moved = moved,
        Removed = removed,
        Reembedded = reembedded,
        Reused = _reused,
        LeftOut = scan.LeftOut,
        AudioSeconds = meter.AudioSeconds,
        Elapsed = meter.Elapsed,
        Stages = new StageSeconds(
            Seconds(Stage.Decoding), Seconds(Stage.Spectrograms), Seconds(Stage.Network),
            Seconds(Stage.Embedding), Seconds(Stage.Writing), Seconds(Stage.Waiting)),
        Failures = _failures,
        Skipped = [.. _skipped.OrderBy(file => file.Path, StringComparer.Ordinal)],
        Warnings = _warnings,
        Unreadable = scan.Problems,
    };

    private double Seconds(Stage stage) => Clock[stage].TotalSeconds;

    private void Link(ReadAhead.Item item, long track, IndexMeter meter)
    {
        library.SetIndexed(item.Stamp, item.ContentHash!, track);
        meter.Finish(item.Stamp.Size, 0, counts => counts with { Unchanged = counts.Unchanged + 1 });
    }

    private void Skip(ReadAhead.Item item, string reason, IndexMeter meter)
    {
        library.SetFailed(item.Stamp, item.ContentHash, reason);
        _skipped.Add(new FileFailure(item.Stamp.Path, reason));
        meter.Finish(item.Stamp.Size, 0, counts => counts with { Skipped = counts.Skipped + 1 });
    }
}
