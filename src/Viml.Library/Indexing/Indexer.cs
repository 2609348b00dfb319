using System.Diagnostics;
using Viml.Library.Catalog;
using Viml.Library.Encoding;

namespace Viml.Library.Indexing;

/// <summary>
/// Brings a library up to date with the music folders of the user: new and changed files are encoded, moved ones keep their embeddings, broken ones
/// are recorded with their reason, vanished ones leave search. Every file is one transaction, so a run that is cancelled or killed loses
/// the file at hand and the next run goes on. The result does not depend on timing or on the number of threads.
/// </summary>
public sealed class Indexer
{
    private readonly LibraryStore _store;
    private readonly ModelSet _models;
    private readonly IMusicSource _source;
    private readonly TrackEmbedder _embedder;

    /// <summary>Creates an indexer of one library with the models of one bundle.</summary>
    public Indexer(LibraryStore store, ModelSet models)
        : this(store, models, new MediaMusicSource())
    {
    }

    internal Indexer(LibraryStore store, ModelSet models, IMusicSource source)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(models);
        _store = store;
        _models = models;
        _source = source;
        _embedder = new TrackEmbedder(models);
    }

    /// <summary>Indexes the folders of the request.</summary>
    /// <param name="request">What to index, and how.</param>
    /// <param name="progress">Told on the calling thread after each batch of windows and each file.</param>
    /// <param name="cancellation">Ends the run between two batches; what is finished by then is kept.</param>
    /// <exception cref="NoMusicException">The folders hold no music, and never did.</exception>
    /// <exception cref="LibraryBusyException">Another process is indexing this library.</exception>
    /// <exception cref="LibraryBundleException">The library was indexed with another music encoder, and the request does not say to do it again.</exception>
    /// <exception cref="LibraryException">A folder is missing or unreadable.</exception>
    /// <exception cref="LibraryWriteException">The disk is full or the library is read-only.</exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing.</exception>
    public IndexReport Run(IndexRequest request, IProgress<IndexProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_store.IsReadOnly)
            throw new ArgumentException("The library was opened for reading only.", nameof(request));
        using var lease = _store.BeginWriting(request.WaitForOther, request.Waiting, cancellation);
        var meter = new IndexMeter(progress);
        var folders = Folders(request);
        meter.Scanning();
        var scan = FolderScanner.Scan(folders, request.IncludeVideos, cancellation);
        var known = _store.Files.All().ToDictionary(file => file.Stamp.Path);
        RequireMusic(folders, scan, known);
        foreach (var folder in folders)
            _store.RememberFolder(folder);
        _store.SetMeta(_models.Meta);

        var reembedded = Reembed(meter, cancellation);
        var results = Encode(request, scan, known, meter, cancellation);
        var (moved, removed) = Reconcile(folders, scan, known);
        RequireSum(meter.Counts);
        meter.Finished();
        return results.ToReport(meter, scan, moved, removed, reembedded);
    }

    private List<string> Folders(IndexRequest request)
    {
        var remembered = _store.Folders();
        var folders = request.Folders.Select(FolderPath.Normalize).ToList();
        if (folders.Count == 0)
            folders.AddRange(remembered);
        if (folders.Count == 0)
            throw new ArgumentException("Name at least one folder: this library remembers none.", nameof(request));
        if (_store.Meta is { } meta && meta.EncoderKey != _models.Meta.EncoderKey)
        {
            if (!request.Again)
                throw new LibraryBundleException(_store.Path,
                    $"'{_store.Path}' was indexed with the music encoder {meta.Encoder} {meta.EncoderVersion} of the bundle '{meta.BundleName}', and the bundle " +
                    $"'{_models.BundleName}' has {_models.MusicReference.Name} {_models.MusicReference.Version}. Encode the music again with: viml index --again {FolderPath.ForShell(remembered)}");
            folders.AddRange(remembered); // Features of two encoders cannot be searched together.
        }
        return [.. folders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static void RequireMusic(List<string> folders, FolderScan scan, Dictionary<string, FileRecord> known)
    {
        if (scan.Files.Count > 0 || known.Keys.Any(path => folders.Exists(folder => FolderPath.Contains(folder, path))))
            return;
        var where = string.Join(", ", folders.Select(folder => $"'{folder}'"));
        var others = scan.Others switch { 0 => "", 1 => " One other file is there.", _ => $" {scan.Others} other files are there." };
        throw new NoMusicException(folders[0], $"There is no music in {where}: no file ends in {string.Join(", ", MusicFormats.Audio)}.{others}");
    }

    /// <summary>Embeds anew, from stored features, the tracks whose embeddings are of another bundle. Returns how many.</summary>
    private int Reembed(IndexMeter meter, CancellationToken cancellation)
    {
        var encoder = _models.Meta.EncoderKey;
        var stale = _store.Tracks.Keys().FindAll(track => track.EncoderKey == encoder && track.BundleHash != _models.BundleHash);
        for (var i = 0; i < stale.Count; i++)
        {
            meter.Reembedding(i, stale.Count);
            var embeddings = _embedder.Embed(_store.Tracks.Features(stale[i].Id), _store.Tracks.Duration(stale[i].Id), cancellation);
            _store.InTransaction(() => _store.Tracks.SaveEmbeddings(stale[i].Id, embeddings));
        }
        return stale.Count;
    }

    private IndexResults Encode(
        IndexRequest request, FolderScan scan, Dictionary<string, FileRecord> known, IndexMeter meter, CancellationToken cancellation)
    {
        var encoderKey = _models.Meta.EncoderKey;
        var usable = _store.Tracks.Keys().Where(track => track.EncoderKey == encoderKey).ToDictionary(track => track.ContentHash, track => track.Id);
        var plan = IndexPlan.For(scan, known, usable.Values.ToHashSet(), request);
        meter.StartEncoding(scan.Files.Count, plan);
        var tracks = request.Again ? [] : usable;
        var broken = request.Again || request.RetryFailed ? [] : BrokenContent(known.Values);
        var results = new IndexResults(_store, plan.Skipped, tracks, broken);
        if (plan.ToRead.Count == 0)
            return results; // without a file to hear, the music encoder need not be loaded

        var encoder = new MusicFileEncoder(_models, _source);
        results.Clock = encoder.Clock;
        using var reading = new ReadAhead(plan.ToRead, encoder, [.. tracks.Keys, .. broken.Keys], cancellation);
        foreach (var item in encoder.Clock.Time(Stage.Waiting, reading.Items(cancellation)))
        {
            if (item.Stream is not null)
                EncodeOne(encoder, item, results, meter, cancellation);
            else if (item.Fault is not null)
                results.Fail(item, item.Fault, meter);
            else
                results.Repeat(item, meter);
        }
        return results;
    }

    private void EncodeOne(MusicFileEncoder encoder, ReadAhead.Item item, IndexResults results, IndexMeter meter, CancellationToken cancellation)
    {
        var (stamp, stream) = (item.Stamp, item.Stream!);
        TrackContent track;
        EncodedMusic music;
        try
        {
            music = encoder.Encode(
                stream, stamp.Path, seconds => meter.Heard(stamp.Path, stamp.Size, seconds, stream.Info?.Duration ?? 0), cancellation);
            var start = Stopwatch.GetTimestamp();
            track = new TrackContent(item.ContentHash!, music.Labels, music.Duration, _models.Meta.EncoderKey, music.Features, music.Tags,
                _embedder.Embed(music.Features, music.Duration, cancellation));
            encoder.Clock.AddSince(Stage.Embedding, start);
        }
        catch (Exception fault) when (FileFaults.ConcernsFile(fault))
        {
            results.Fail(item, fault, meter);
            return;
        }
        results.Index(item, track, music.Warning, meter);
    }

    private static Dictionary<string, string> BrokenContent(IEnumerable<FileRecord> known)
    {
        var broken = new Dictionary<string, string>();
        foreach (var file in known)
            if (file is { Status: FileStatus.Failed, ContentHash: { } hash })
                broken.TryAdd(hash, file.Reason!);
        return broken;
    }

    /// <summary>Settles the files of earlier runs that are gone: moved where their content was found elsewhere, else removed from search.</summary>
    private (int Moved, int Removed) Reconcile(List<string> folders, FolderScan scan, Dictionary<string, FileRecord> before)
    {
        var there = scan.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var gone = before.Values.Where(file => !there.Contains(file.Stamp.Path)
            && folders.Exists(folder => FolderPath.Contains(folder, file.Stamp.Path))
            && !scan.CouldNotSee(file.Stamp.Path)
            && !File.Exists(file.Stamp.Path)).ToList();
        var (moved, removed) = (0, 0);
        _store.InTransaction(() =>
        {
            var alive = AliveTracks(gone, there);
            foreach (var file in gone)
            {
                if (file.TrackId is null)
                    _store.Files.Remove(file.Stamp.Path);
                else if (alive.Contains(file.TrackId))
                {
                    _store.Files.Remove(file.Stamp.Path);
                    moved++;
                }
                else if (file.Status == FileStatus.Indexed)
                {
                    _store.Files.SetMissing(file.Stamp.Path);
                    removed++;
                }
            }
            _store.Tracks.RemoveOrphans();
        });
        return (moved, removed);
    }

    /// <summary>Of the tracks of files that are gone, those that some other file still holds.</summary>
    private HashSet<long?> AliveTracks(List<FileRecord> gone, HashSet<string> there)
    {
        var paths = gone.Select(file => file.Stamp.Path).ToHashSet(StringComparer.Ordinal);
        var tracks = gone.Select(file => file.TrackId).ToHashSet();
        return [.. _store.Files.All()
            .Where(file => file.Status == FileStatus.Indexed && tracks.Contains(file.TrackId) && !paths.Contains(file.Stamp.Path))
            .Where(file => there.Contains(file.Stamp.Path) || File.Exists(file.Stamp.Path))
            .Select(file => file.TrackId)];
    }

    private static void RequireSum(IndexCounts counts)
    {
        if (counts.Done != counts.Found)
            throw new InvalidOperationException(
                $"{counts.Found} files were found, but {counts.Indexed} + {counts.Unchanged} + {counts.Skipped} + {counts.Failed} are accounted for.");
    }
}
