using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Viml.Library.Encoding;

/// <summary>
/// One music file on its way through the pipeline: one thread decodes it into batches of windows while another encodes them. Holds a few
/// batches at most, so the decoder waits for the encoder and a long file costs no more memory than a short one.
/// </summary>
internal sealed class MusicStream
{
    /// <summary>Windows per batch: 30 s of sound, 1.9 MB at 16 kHz.</summary>
    public const int BatchWindows = 10;

    private const int WaitingBatches = 3;
    private readonly BlockingCollection<WindowBatch> _batches = new(WaitingBatches);
    private readonly ConcurrentBag<WindowBatch> _free = [];
    private Exception? _fault;

    /// <summary>What is known of the file; set before the first batch, null for a file without sound.</summary>
    public MusicFileInfo? Info { get; private set; }

    /// <summary>What is wrong with a file that could be decoded in part; set after the last batch, null if nothing.</summary>
    public string? Warning { get; private set; }

    /// <summary>
    /// Decodes the file into this stream; returns when the last batch is handed over. A fault ends the stream, is thrown again to whoever
    /// reads the batches, and is returned.
    /// </summary>
    /// <param name="source">Where the sound comes from.</param>
    /// <param name="path">The file.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="windowSamples">Samples per window.</param>
    /// <param name="clock">Measures how long decoding takes, without waiting for the reader of the batches.</param>
    /// <param name="check">Runs after the last window; throws where what was read must not be used.</param>
    /// <param name="cancellation">Ends decoding.</param>
    public Exception? Decode(
        IMusicSource source, string path, int sampleRate, int windowSamples, StageClock clock, Action check, CancellationToken cancellation)
    {
        try
        {
            var windows = source.ReadWindows(
                path, sampleRate, windowSamples, info => Info = info, warning => Warning = warning, cancellation);
            Fill(clock.Time(Stage.Decoding, windows), sampleRate, windowSamples, cancellation);
            check();
        }
        catch (Exception fault)
        {
            _fault = fault;
        }
        finally
        {
            _batches.CompleteAdding();
        }
        return _fault;
    }

    /// <summary>
    /// The batches in order, each to be given back with <see cref="GiveBack"/>. Throws the fault of the decoder after the last.
    /// </summary>
    public IEnumerable<WindowBatch> Batches(CancellationToken cancellation)
    {
        foreach (var batch in _batches.GetConsumingEnumerable(cancellation))
            yield return batch;
        if (_fault is not null)
            ExceptionDispatchInfo.Throw(_fault);
    }

    /// <summary>Hands a batch back to be filled again.</summary>
    public void GiveBack(WindowBatch batch) => _free.Add(batch);

    private void Fill(IEnumerable<ReadOnlyMemory<float>> windows, int sampleRate, int windowSamples, CancellationToken cancellation)
    {
        var batch = Take(windowSamples);
        foreach (var window in windows)
        {
            var place = batch.Samples.AsSpan(batch.Count * windowSamples, windowSamples);
            window.Span.CopyTo(place);
            place[window.Length..].Clear();
            batch.Count++;
            batch.Seconds += (double)window.Length / sampleRate;
            if (batch.Count < BatchWindows)
                continue;
            _batches.Add(batch, cancellation);
            batch = Take(windowSamples);
        }
        if (batch.Count > 0)
            _batches.Add(batch, cancellation);
    }

    private WindowBatch Take(int windowSamples)
    {
        if (!_free.TryTake(out var batch))
            return new WindowBatch(new float[BatchWindows * windowSamples]);
        batch.Count = 0;
        batch.Seconds = 0;
        return batch;
    }
}
