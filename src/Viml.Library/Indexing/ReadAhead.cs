using System.Collections.Concurrent;
using Viml.Library.Catalog;
using Viml.Library.Encoding;

namespace Viml.Library.Indexing;

/// <summary>
/// The reading half of the indexer: on a thread of its own it hashes and decodes file after file, while the caller encodes and saves. At most
/// two files and a few batches of samples wait in between. The items come in the order of the files, whatever the timing.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    /// <summary>A file whose content has been looked at.</summary>
    /// <param name="Stamp">Its stamp, as it was before reading.</param>
    /// <param name="ContentHash">Its hash; null where it could not be read.</param>
    /// <param name="Stream">Its sound; null where the content was seen before, in this run or an earlier one.</param>
    /// <param name="Fault">Why it could not be read; null where it could.</param>
    public sealed record Item(FileStamp Stamp, string? ContentHash, MusicStream? Stream, Exception? Fault);

    private const int WaitingFiles = 1;
    private readonly BlockingCollection<Item> _items = new(WaitingFiles);
    private readonly CancellationTokenSource _stop;
    private readonly MusicFileEncoder _encoder;
    private readonly HashSet<string> _seen;
    private readonly Task _reading;

    /// <summary>Starts reading.</summary>
    /// <param name="files">The files in order.</param>
    /// <param name="encoder">Decodes them.</param>
    /// <param name="seen">Hashes of content that is not decoded again.</param>
    /// <param name="cancellation">Ends reading.</param>
    public ReadAhead(IReadOnlyList<FileStamp> files, MusicFileEncoder encoder, IEnumerable<string> seen, CancellationToken cancellation)
    {
        _encoder = encoder;
        _seen = [.. seen];
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _reading = Task.Factory.StartNew(() => Read(files), TaskCreationOptions.LongRunning);
    }

    /// <summary>The files in order. The stream of an item must be read to its end before the next item is asked for.</summary>
    public IEnumerable<Item> Items(CancellationToken cancellation)
    {
        foreach (var item in _items.GetConsumingEnumerable(cancellation))
            yield return item;
        _reading.GetAwaiter().GetResult();
    }

    /// <summary>Stops reading and waits until it has stopped.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAny(_reading); // unlike Wait, throws nothing: what went wrong was thrown to the reader of the items
        _stop.Dispose();
        _items.Dispose();
    }

    private void Read(IReadOnlyList<FileStamp> files)
    {
        try
        {
            foreach (var file in files)
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
            hash = ContentHash.Of(file.Path, _stop.Token);
        }
        catch (Exception fault) when (FileFaults.ConcernsFile(fault))
        {
            _items.Add(new Item(file, null, null, fault), _stop.Token);
            return;
        }
        if (_seen.Contains(hash))
            _items.Add(new Item(file, hash, null, null), _stop.Token);
        else
            Decode(file, hash);
    }

    private void Decode(FileStamp file, string hash)
    {
        var stream = new MusicStream();
        _items.Add(new Item(file, hash, stream, null), _stop.Token);
        var fault = _encoder.Decode(stream, file.Path, () => RequireUnchanged(file), _stop.Token);
        if (fault is null || FileFaults.ConcernsContent(fault))
            _seen.Add(hash);
        else if (!FileFaults.ConcernsFile(fault))
            throw new OperationCanceledException("Decoding ended with a fault that the reader of the stream gets.", fault);
    }

    private static void RequireUnchanged(FileStamp file)
    {
        var now = new FileInfo(file.Path);
        if (now.LinkTarget is not null)
            now = (FileInfo)(now.ResolveLinkTarget(returnFinalTarget: true) ?? now);
        if (!now.Exists || now.Length != file.Size || now.LastWriteTimeUtc.Ticks != file.Modified)
            throw new FileChangedException(file.Path);
    }
}
