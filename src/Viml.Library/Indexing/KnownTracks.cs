using Viml.Library.Catalog;
using Viml.Models;

namespace Viml.Library.Indexing;

/// <summary>What one of the user's libraries holds of a file that is new to another.</summary>
/// <param name="Labels">The labels in the file.</param>
/// <param name="Duration">Seconds of sound.</param>
/// <param name="Features">Base features, rounded to float16.</param>
/// <param name="Tags">Probability of each tag of the vocabulary.</param>
internal sealed record KnownTrack(TrackLabels Labels, double Duration, FeatureSequence Features, float[] Tags);

/// <summary>
/// Finds tracks by their content in the other libraries of the user, so that music indexed there need not be decoded again. Libraries are
/// opened at the first question; those that cannot be read, or that another encoder made, know nothing. Used by one thread at a time.
/// </summary>
internal sealed class KnownTracks(ILibraries? libraries, string except, string encoderKey) : IDisposable
{
    private List<Source>? _sources;

    /// <summary>What is known of the content; null where nothing is.</summary>
    public KnownTrack? Find(string contentHash)
    {
        foreach (var source in _sources ??= Open())
        {
            try
            {
                if (source.Find(contentHash) is { } track)
                    return track;
            }
            catch (LibraryException)
            {
                source.Forget(); // damaged, or removed meanwhile: its own commands say so
            }
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var source in _sources ?? [])
            source.Dispose();
    }

    private List<Source> Open()
    {
        var sources = new List<Source>();
        foreach (var name in libraries?.Names() ?? [])
        {
            ILibrary? library = null;
            try
            {
                library = libraries!.OpenReadOnly(name);
                if (library.Location != except && library.Meta?.EncoderKey == encoderKey)
                {
                    sources.Add(new Source(library, encoderKey));
                    continue;
                }
            }
            catch (LibraryException)
            {
                // as above
            }
            library?.Dispose();
        }
        return sources;
    }

    private sealed class Source(ILibrary library, string encoderKey) : IDisposable
    {
        private readonly Dictionary<string, long> _tracks = library.TrackStates()
            .Where(track => track.EncoderKey == encoderKey).ToDictionary(track => track.ContentHash, track => track.Id);

        private Dictionary<long, TrackRecord>? _records;

        public KnownTrack? Find(string contentHash)
        {
            if (!_tracks.TryGetValue(contentHash, out var id))
                return null;
            _records ??= library.Tracks().ToDictionary(track => track.Id);
            return _records.TryGetValue(id, out var record)
                ? new KnownTrack(record.Labels, record.Duration, library.Features([id])[0], record.Tags)
                : null;
        }

        public void Forget() => _tracks.Clear();

        public void Dispose() => library.Dispose();
    }
}
