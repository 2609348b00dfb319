using System.Diagnostics;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Files;
using Viml.Models;

namespace Viml.Library.Indexing;

/// <summary>
/// Brings a library up to date with the music folders of the user: new and changed files are encoded, moved ones keep their embeddings,
/// broken ones are recorded with their reason, missing ones are no longer found. Every file is one transaction, so a run that is cancelled
/// or killed loses the current file only, and the next run continues. The result does not depend on timing or on the number of threads.
/// </summary>
public sealed class Indexer
{
    private readonly ILibrary _library;
    private readonly ModelSet _models;
    private readonly IMusicSource _source;
    private readonly TrackEmbedder _embedder;
    private readonly ILibraries? _others;

    /// <summary>
    /// Creates an indexer of one library with the models of one bundle. What <paramref name="others"/> know is not decoded again.
    /// </summary>
    public Indexer(ILibrary library, ModelSet models, ILibraries? others = null)
        : this(library, models, new MediaMusicSource(), others)
    {
    }

    internal Indexer(ILibrary library, ModelSet models, IMusicSource source, ILibraries? others = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(models);
        _library = library;
        _models = models;
        _source = source;
        _others = others;
        _embedder = new TrackEmbedder(models);
    }

    /// <summary>Indexes the folders of the request.</summary>
    /// <param name="request">What to index, and how.</param>
    /// <param name="progress">Called on the calling thread after each batch of windows and each file.</param>
    /// <param name="cancellation">Stops the run between two batches; what is finished by then is kept.</param>
    /// <exception cref="NoMusicException">The folders hold no music, and never did.</exception>
    /// <exception cref="LibraryBusyException">Another process is indexing this library.</exception>
    /// <exception cref="LibraryBundleException">
    /// The library was indexed with another music encoder, and the request does not ask to index it again.
    /// </exception>
    /// <exception cref="LibraryException">A folder is missing or unreadable.</exception>
    /// <exception cref="LibraryWriteException">The disk is full or the library is read-only.</exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing.</exception>
    public IndexReport Run(IndexRequest request, IProgress<IndexProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_library.IsReadOnly)
            throw new ArgumentException("The library was opened for reading only.", nameof(request));
        using var lease = _library.BeginWriting(request.WaitForOther, request.Waiting, cancellation);
        var meter = new IndexMeter(progress);
        var meta = LibraryMeta.Of(_models);
        var folders = Folders(request, meta);
        meter.Scanning();
        var places = folders.Concat(request.Files.Select(FolderPath.Normalize)).Distinct(StringComparer.Ordinal).ToList();
        var scan = FolderScanner.Scan(places, cancellation);
        var known = _library.Files().ToDictionary(file => file.Stamp.Path);
        RequireMusic(places, scan, known);
        foreach (var folder in folders)
            _library.RememberFolder(folder);
        _library.SetMeta(meta);

        var usable = _library.TrackStates().Where(track => track.EncoderKey == meta.EncoderKey).ToList();
        var reembedded = Reembed(usable, meter, cancellation);
        var results = Encode(request, scan, known, usable, meter, cancellation);
        var (moved, removed) = Reconcile(request.Only, folders, scan, known);
        RequireSum(meter.Counts);
        meter.Finished();
        return results.ToReport(meter, scan, moved, removed, reembedded);
    }

    private List<string> Folders(IndexRequest request, LibraryMeta wanted)
    {
        var remembered = _library.Folders();
        var folders = request.Folders.Select(FolderPath.Normalize).ToList();
        if (folders.Count == 0 && request.Files.Count == 0)
        {
            folders.AddRange(remembered);
            if (folders.Count == 0)
                throw new LibraryNotFoundException(
                    _library.Location, $"Nothing has been indexed in this library yet. Name a folder: {IndexCommandLine.For(_library)}");
        }
        if (_library.Meta is { } meta && meta.EncoderKey != wanted.EncoderKey)
        {
            if (!request.Again)
                throw new LibraryBundleException(_library.Location,
                    $"'{_library.Location}' was indexed with the music encoder {meta.Encoder} {meta.EncoderVersion} of the bundle " +
                    $"'{meta.BundleName}', and the bundle '{wanted.BundleName}' has {wanted.Encoder} {wanted.EncoderVersion}. " +
                    $"Encode the music again with: {IndexCommandLine.For(_library, again: true)}");
            folders.AddRange(remembered); // Features of two encoders cannot be searched together.
        }
        return [.. folders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static void RequireMusic(List<string> folders, FolderScan scan, Dictionary<string, FileRecord> known)
    {
        if (scan.Files.Count > 0 || known.Keys.Any(path => folders.Exists(folder => FolderPath.Contains(folder, path))))
            return;
        var where = string.Join(", ", folders.Select(folder => $"'{folder}'"));
        var others = scan.Others switch { 0 => "", 1 => " There is one other file.", _ => $" There are {scan.Others} other files." };
        throw new NoMusicException(
            folders[0], $"There is no music in {where}: no file ends in {string.Join(", ", MusicFormats.Extensions.Take(11))} " +
            $"or another extension of sound.{others}");
    }

    /// <summary>Embeds again, from stored features, the tracks whose embeddings belong to another bundle. Returns how many.</summary>
    private int Reembed(List<TrackState> usable, IndexMeter meter, CancellationToken cancellation)
    {
        var stale = usable.FindAll(track => track.BundleHash != _models.BundleHash);
        for (var i = 0; i < stale.Count; i++)
        {
            meter.Reembedding(i, stale.Count);
            var features = _library.Features([stale[i].Id])[0];
            _library.SaveEmbeddings(stale[i].Id, _embedder.Embed(features, stale[i].Duration, cancellation));
        }
        return stale.Count;
    }

    private IndexResults Encode(
        IndexRequest request, FolderScan scan, Dictionary<string, FileRecord> known, List<TrackState> usable, IndexMeter meter,
        CancellationToken cancellation)
    {
        var plan = IndexPlan.For(scan, known, usable.Select(track => track.Id).ToHashSet(), request.Again);
        meter.StartEncoding(scan.Files.Count, plan);
        var tracks = request.Again ? [] : usable.ToDictionary(track => track.ContentHash, track => track.Id);
        var broken = request.Again ? [] : BrokenContent(known.Values);
        var results = new IndexResults(_library, plan.Skipped, tracks, broken);
        if (plan.ToRead.Count == 0)
            return results; // without files to encode, the music encoder need not be loaded

        var encoder = new MusicFileEncoder(_models, _source);
        results.Clock = encoder.Clock;
        using var elsewhere = new KnownTracks(request.Again ? null : _others, _library.Location, LibraryMeta.Of(_models).EncoderKey);
        using var reading = new ReadAhead(plan.ToRead, encoder, [.. tracks.Keys, .. broken.Keys], cancellation, elsewhere.Find);
        foreach (var item in encoder.Clock.Time(Stage.Waiting, reading.Items(cancellation)))
        {
            if (item.Stream is not null)
                EncodeOne(encoder, item, results, meter, cancellation);
            else if (item.Known is { } other)
                results.Reuse(item, ContentOf(item, other.Labels, other.Duration, other.Features, other.Tags, cancellation), meter);
            else if (item.Fault is not null)
                results.Fail(item, item.Fault, meter);
            else
                results.Repeat(item, meter);
        }
        return results;
    }

    private void EncodeOne(
        MusicFileEncoder encoder, ReadAhead.Item item, IndexResults results, IndexMeter meter, CancellationToken cancellation)
    {
        var (stamp, stream) = (item.Stamp, item.Stream!);
        TrackContent track;
        EncodedMusic music;
        try
        {
            music = encoder.Encode(
                stream, stamp.Path, seconds => meter.Encoded(stamp.Path, stamp.Size, seconds, stream.Info?.Duration ?? 0), cancellation);
            var start = Stopwatch.GetTimestamp();
            track = ContentOf(item, music.Labels, music.Duration, music.Features, music.Tags, cancellation);
            encoder.Clock.AddSince(Stage.Embedding, start);
        }
        catch (Exception fault) when (FileFaults.ConcernsFile(fault))
        {
            results.Fail(item, fault, meter);
            return;
        }
        results.Index(item, track, music.Warning, meter);
    }

    private TrackContent ContentOf(
        ReadAhead.Item item, TrackLabels labels, double duration, FeatureSequence features, float[] tags, CancellationToken cancellation) =>
        new(item.ContentHash!, labels, duration, LibraryMeta.Of(_models).EncoderKey, features, tags,
            _embedder.Embed(features, duration, cancellation));

    private static Dictionary<string, string> BrokenContent(IEnumerable<FileRecord> known)
    {
        var broken = new Dictionary<string, string>();
        foreach (var file in known)
            if (file is { Status: FileStatus.Failed, ContentHash: { } hash })
                broken.TryAdd(hash, file.Reason!);
        return broken;
    }

    /// <summary>
    /// Handles the files of earlier runs that are missing: moved where their content was found elsewhere, else removed from search.
    /// </summary>
    private (int Moved, int Removed) Reconcile(bool only, List<string> folders, FolderScan scan, Dictionary<string, FileRecord> before)
    {
        var present = scan.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var remembered = _library.Folders();
        var missing = before.Values.Where(file => !present.Contains(file.Stamp.Path)
            && !scan.CouldNotSee(file.Stamp.Path)
            && (only || (WasLookedFor(file.Stamp.Path) && !File.Exists(file.Stamp.Path)))).ToList();
        var alive = AliveTracks(missing, present);
        var moved = missing.Count(file => file.TrackId is not null && alive.Contains(file.TrackId));
        var removed = missing.FindAll(file => file is { Status: FileStatus.Indexed } && !alive.Contains(file.TrackId));
        _library.RemoveFiles(
            [.. missing.Where(file => file.TrackId is null || alive.Contains(file.TrackId)).Select(file => file.Stamp.Path)],
            [.. removed.Select(file => file.Stamp.Path)]);
        return (moved, removed.Count);

        // In one of the folders, or named by a list or by hand, so that no folder is responsible for it.
        bool WasLookedFor(string path) => folders.Exists(folder => FolderPath.Contains(folder, path))
            || !remembered.Any(folder => FolderPath.Contains(folder, path));
    }

    /// <summary>Of the tracks of missing files, those that another file still holds.</summary>
    private HashSet<long?> AliveTracks(List<FileRecord> missing, HashSet<string> present)
    {
        var paths = missing.Select(file => file.Stamp.Path).ToHashSet(StringComparer.Ordinal);
        var tracks = missing.Select(file => file.TrackId).ToHashSet();
        return [.. _library.Files()
            .Where(file => file.Status == FileStatus.Indexed && tracks.Contains(file.TrackId) && !paths.Contains(file.Stamp.Path))
            .Where(file => present.Contains(file.Stamp.Path) || File.Exists(file.Stamp.Path))
            .Select(file => file.TrackId)];
    }

    private static void RequireSum(IndexCounts counts)
    {
        if (counts.Done != counts.Found)
            throw new InvalidOperationException(
                $"{counts.Found} files were found, but {counts.Indexed} + {counts.Unchanged} + {counts.Skipped} + {counts.Failed} " +
                "are accounted for.");
    }
}
