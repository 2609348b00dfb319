using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Files;
using Viml.Models.Music;

namespace Viml.Library.Indexing;

/// <summary>The progress of embedding for similarity.</summary>
/// <param name="Done">Tracks done.</param>
/// <param name="Total">Tracks to embed.</param>
/// <param name="Path">The file being embedded; null at the end.</param>
public sealed record SimilarityProgress(int Done, int Total, string? Path);

/// <summary>
/// Embeds those tracks of a library with a DeepSim model that have no embedding by it yet. One transaction per track, so a run that was
/// stopped resumes where it stopped.
/// </summary>
public sealed class SimilarityIndexer
{
    private readonly ILibrary _library;
    private readonly DeepSimModel _model;
    private readonly IMusicSource _source;

    /// <summary>Creates an indexer of one library with one model.</summary>
    public SimilarityIndexer(ILibrary library, DeepSimModel model)
        : this(library, model, new MediaMusicSource())
    {
    }

    internal SimilarityIndexer(ILibrary library, DeepSimModel model, IMusicSource source)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(model);
        (_library, _model, _source) = (library, model, source);
    }

    /// <summary>Embeds what is missing.</summary>
    /// <param name="wait">How long to wait for another process that is writing the library.</param>
    /// <param name="waiting">Called before the first wait with who is writing.</param>
    /// <param name="progress">Called before each track and at the end.</param>
    /// <param name="cancellation">Stops the run; what is finished by then is kept.</param>
    /// <returns>The files that could not be embedded, in this run.</returns>
    /// <exception cref="LibraryBusyException">Another process is writing this library.</exception>
    /// <exception cref="LibraryWriteException">The disk is full or the library is read-only.</exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing.</exception>
    public IReadOnlyList<FileFailure> Run(
        TimeSpan wait = default, Action<string>? waiting = null, IProgress<SimilarityProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var version = _model.Manifest.Version;
        if (Missing(version).Count == 0)
            return []; // nothing to write: no need to wait for a writer
        using var lease = _library.BeginWriting(wait, waiting, cancellation);
        var missing = Missing(version);
        var encoder = new MusicFileEncoder(_model.Encoder, 0, _source);
        var failures = new List<FileFailure>();
        for (var i = 0; i < missing.Count; i++)
        {
            progress?.Report(new SimilarityProgress(i, missing.Count, missing[i].Path));
            cancellation.ThrowIfCancellationRequested();
            Embed(encoder, missing[i].Track, missing[i].Path, failures, cancellation);
        }
        progress?.Report(new SimilarityProgress(missing.Count, missing.Count, null));
        return failures;
    }

    private void Embed(MusicFileEncoder encoder, long track, string path, List<FileFailure> failures, CancellationToken cancellation)
    {
        try
        {
            var embedding = DeepSimEncoder.WholeOf(encoder.Encode(path, cancellation).Features);
            _library.SaveSimilarity(track, _model.Manifest.Version, embedding);
        }
        catch (Exception fault) when (FileFaults.ConcernsFile(fault))
        {
            var reason = FileFaults.Reason(fault);
            if (FileFaults.ConcernsContent(fault))
                _library.SaveSimilarityFailure(track, _model.Manifest.Version, reason);
            failures.Add(new FileFailure(path, reason));
        }
    }

    private List<(long Track, string Path)> Missing(string version)
    {
        var known = _library.SimilarityEmbeddings(version, DeepSim.Width);
        return [.. _library.Tracks().Where(track => !known.ContainsKey(track.Id))
            .Select(track => (track.Id, Path: track.Paths.FirstOrDefault(File.Exists)!)).Where(track => track.Path is not null)];
    }
}
