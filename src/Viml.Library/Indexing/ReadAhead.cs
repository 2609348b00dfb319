using System.Collections.Concurrent;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Files;

namespace Viml.Library.Indexing;

/// <summary>
/// The reading half of the indexer: on its own thread it hashes file after file and starts a decoder for each that is new, while the caller
/// encodes and saves. A few decoders run at once, because starting one takes as long as decoding a short track; each is at most a few
/// batches of samples ahead. The items come in the order of the files, whatever the timing.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    /// <summary>A file whose content has been hashed.</summary>
    /// <param name="Stamp">Its stamp, as it was before reading.</param>
    /// <param name="ContentHash">Its hash; null where it could not be read.</param>
    /// <param name="Stream">Its sound; null where the content was seen before, in this run or an earlier one.</param>
    /// <param name="Fault">Why it could not be read; null where it could.</param>
    /// <param name="Known">What another library knows of it, so that it has no stream; null where it is decoded.</param>
    public sealed record Item(
        FileStamp Stamp, string? ContentHash, MusicStream? Stream, Exception? Fault = null, KnownTrack? Known = null);

    // Reading a file may take as long as a drive wants; nobody who leaves waits longer than this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // As many as keep the processors busy; more would only take memory from each other.
    private static readonly int Decoders = Math.Clamp(Environment.ProcessorCount, 1, 4);

    private readonly BlockingCollection<Item> _items = new(Decoders);
    private readonly SemaphoreSlim _free = new(Decoders);
    private readonly Dictionary<string, Task> _decoding = []; // by content; only the reading thread uses it
    private readonly CancellationTokenSource _stop;
    private readonly MusicFileEncoder _encoder;
    private readonly HashSet<string> _seen; // locked by itself
    private readonly Func<string, KnownTrack?> _find;
    private readonly Task _reading;
    private volatile bool _ended;

    /// <summary>Starts reading.</summary>
    /// <param name="files">The files in order.</param>
    /// <param name="encoder">Decodes them.</param>
    /// <param name="seen">Hashes of content that is not decoded again.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <param name="find">Finds what is known elsewhere of some content.</param>
    public ReadAhead(
        IReadOnlyList<FileStamp> files, MusicFileEncoder encoder, IEnumerable<string> seen, CancellationToken cancellation,
        Func<string, KnownTrack?>? find = null)
    {
        _find = find ?? (_ => null);
        _encoder = encoder;
        _seen = [.. seen];
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _reading = Task.Factory.StartNew(() => Read(files), TaskCreationOptions.LongRunning);
    }

    /// <summary>
    /// The files in order. The stream of an item must be read to its end, or its fault taken, before the next item is requested.
    /// </summary>
    public IEnumerable<Item> Items(CancellationToken cancellation)
    {
        foreach (var item in _items.GetConsumingEnumerable(cancellation))
            yield return item;
        _reading.GetAwaiter().GetResult();
    }

    /// <summary>Stops reading and waits until it has stopped, or for some seconds where a drive does not answer.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        // Unlike Wait, WaitAny throws nothing: the reader of the items gets the error.
        var hasStopped = Task.WaitAny([_reading], Patience) == 0 && Task.WaitAll([.. _decoding.Values], Patience);
        if (!hasStopped)
            return; // the threads still use what would be disposed; they end with the process
        _stop.Dispose();
        _items.Dispose();
        _free.Dispose();
    }

    private void Read(IReadOnlyList<FileStamp> files)
    {
        try
        {
            foreach (var file in files)
                if (!_ended)
                    Read(file);
        }
        finally
        {
            _items.CompleteAdding();
        }
    }

    private void Read(FileStamp file)
    {
        string hash;
        try
        {
            hash = ContentHash.Of(file, _stop.Token);
        }
        catch (Exception fault) when (FileFaults.ConcernsFile(fault))
        {
            _items.Add(new Item(file, null, null, fault), _stop.Token);
            return;
        }
        if (IsSeen(hash))
            _items.Add(new Item(file, hash, null), _stop.Token);
        else if (_find(hash) is { } known)
            AddKnown(file, hash, known);
        else
            Start(file, hash);
    }

    private void AddKnown(FileStamp file, string hash, KnownTrack known)
    {
        lock (_seen)
            _seen.Add(hash);
        _items.Add(new Item(file, hash, null, Known: known), _stop.Token);
    }

    /// <summary>Whether the content need not be decoded. Where it is being decoded just now, waits for the outcome.</summary>
    private bool IsSeen(string hash)
    {
        if (_decoding.TryGetValue(hash, out var running))
            running.Wait(_stop.Token);
        lock (_seen)
            return _seen.Contains(hash);
    }

    private void Start(FileStamp file, string hash)
    {
        _free.Wait(_stop.Token);
        foreach (var (content, task) in _decoding)
            if (task.IsCompleted)
                _decoding.Remove(content);
        var stream = new MusicStream();
        _decoding[hash] = Task.Factory.StartNew(() => Decode(stream, file, hash), TaskCreationOptions.LongRunning);
        _items.Add(new Item(file, hash, stream), _stop.Token);
    }

    private void Decode(MusicStream stream, FileStamp file, string hash)
    {
        var fault = _encoder.Decode(stream, file.Path, () => FileStamps.RequireUnchanged(file), _stop.Token);
        if (fault is null || FileFaults.ConcernsContent(fault))
            lock (_seen)
                _seen.Add(hash);
        else if (!FileFaults.ConcernsFile(fault))
            _ended = true; // the reader of the stream gets the fault; the files that follow would fail the same way
        _free.Release();
    }
}
