using System.Diagnostics;

namespace Viml.Library.Encoding;

/// <summary>The stages a music file goes through.</summary>
internal enum Stage
{
    Decoding,
    Spectrograms,
    Network,
    Embedding,
    Writing,
    Waiting,
}

/// <summary>
/// Sums the time that each stage of a pipeline took. Stages run beside each other, so their sum may be above the time that passed.
/// Thread-safe.
/// </summary>
internal sealed class StageClock
{
    private readonly long[] _ticks = new long[Enum.GetValues<Stage>().Length];

    /// <summary>The time of a stage so far.</summary>
    public TimeSpan this[Stage stage] => new(Interlocked.Read(ref _ticks[(int)stage]));

    public void Add(Stage stage, TimeSpan time) => Interlocked.Add(ref _ticks[(int)stage], time.Ticks);

    /// <summary>Adds the time since <paramref name="start"/>, a <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void AddSince(Stage stage, long start) => Add(stage, Stopwatch.GetElapsedTime(start));

    /// <summary>Passes the items on and adds the time they take to come.</summary>
    public IEnumerable<T> Time<T>(Stage stage, IEnumerable<T> items)
    {
        using var enumerator = items.GetEnumerator();
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            var more = enumerator.MoveNext();
            AddSince(stage, start);
            if (!more)
                yield break;
            yield return enumerator.Current;
        }
    }
}
