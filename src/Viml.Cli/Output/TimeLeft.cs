namespace Viml.Cli.Output;

/// <summary>
/// Estimates how long work still takes from its pace since the first report; what an earlier run did does not count. A stage begins where
/// the total changes or less is done than before.
/// </summary>
internal sealed class TimeLeft
{
    private (double Done, TimeSpan At)? _first;
    private double _done, _total;

    /// <summary>The time left of the stage at <paramref name="now"/>; null as long as nothing was done since its first call.</summary>
    public TimeSpan? At(TimeSpan now, double done, double total)
    {
        if (total != _total || done < _done) _first = null;
        (_done, _total) = (done, total);
        var first = _first ??= (done, now);
        return done > first.Done ? (now - first.At) * ((total - done) / (done - first.Done)) : null;
    }
}
