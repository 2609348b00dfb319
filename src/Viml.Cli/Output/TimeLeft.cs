namespace Viml.Cli.Output;

/// <summary>Estimates how long work still takes from its pace since the first report; what an earlier run did does not count.</summary>
internal sealed class TimeLeft
{
    private (double Done, TimeSpan At)? _first;

    /// <summary>The time left at <paramref name="now"/>; null as long as nothing was done since the first call.</summary>
    public TimeSpan? At(TimeSpan now, double done, double total)
    {
        var first = _first ??= (done, now);
        return done > first.Done ? (now - first.At) * ((total - done) / (done - first.Done)) : null;
    }
}
