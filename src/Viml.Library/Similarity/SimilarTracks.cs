using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Indexing;
using Viml.Library.Recommendation;
using Viml.Library.Search;
using Viml.Models.Music;

namespace Viml.Library.Likeness;

/// <summary>
/// Finds the tracks of a library that are like a track, with genre, mood, instruments and tempo weighted when the question is asked. With a DeepSim
/// network the embeddings by it are compared (<see cref="SimilarityIndexer"/> makes them); without one, tags and pulse. Not thread-safe, because it reads
/// from the store.
/// </summary>
public sealed class SimilarTracks
{
    private readonly LibraryStore _store;
    private readonly ModelSet _models;
    private readonly DeepSimModel? _deepSim;
    private readonly IMusicSource _source;

    /// <summary>Prepares searches. The store stays the caller's and must stay open.</summary>
    /// <param name="store">The library.</param>
    /// <param name="models">The models it was indexed with.</param>
    /// <param name="deepSim">The network to compare with; null compares tags and pulse.</param>
    public SimilarTracks(LibraryStore store, ModelSet models, DeepSimModel? deepSim = null)
        : this(store, models, deepSim, new MediaMusicSource())
    {
    }

    internal SimilarTracks(LibraryStore store, ModelSet models, DeepSimModel? deepSim, IMusicSource source)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(models);
        (_store, _models, _deepSim, _source) = (store, models, deepSim, source);
    }

    /// <summary>Ranks the library by likeness to a track, leaving out the track itself.</summary>
    /// <exception cref="ArgumentException">A weight is negative, all are 0, one is of a dimension that is not known, or the top is below 1.</exception>
    /// <exception cref="LibraryNotFoundException">Nothing has been indexed yet.</exception>
    /// <exception cref="LibraryBundleException">The library was indexed with another bundle, or a change of bundle is not finished.</exception>
    /// <exception cref="Media.MediaFormatException">The track is missing, is not music, or holds no sound.</exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public SimilarityResult Find(SimilarityRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Top, 1, nameof(request));
        var profile = new TagProfile(_models.Tags, _models.MusicReference);
        var space = _deepSim is null
            ? profile.Space
            : new SimilaritySpace(DeepSimEncoder.EncoderName, _deepSim.Manifest.Version, dimension => (DeepSim.MaskStart(dimension), DeepSim.MaskWidth), _deepSim.Manifest.TypicalDistance);
        var weights = Weights(request.Weights, space);
        BundleMatch.Require(_store, _models);
        var entries = _store.Tracks.Entries();
        BundleMatch.RequireFinished(_store, _models, entries);

        var vectors = Vectors(entries, profile);
        var content = File.Exists(request.Track) ? ContentHash.Of(request.Track, cancellation) : null;
        var itself = _store.Tracks.Keys().Find(key => key.ContentHash == content)?.Id;
        var query = itself is { } id && vectors.GetValueOrDefault(id) is { } known
            ? new Asked(known, entries.First(entry => entry.Id == id).Labels, entries.First(entry => entry.Id == id).Duration, null)
            : Listen(request.Track, profile, cancellation);

        var ranked = entries.Where(entry => entry.Id != itself && vectors.ContainsKey(entry.Id))
            .Select(entry => (Entry: entry, Path: entry.Paths.FirstOrDefault(File.Exists), Alike: space.Compare(query.Vector, vectors[entry.Id])))
            .Where(track => track.Path is not null)
            .Select(track => (track.Entry, Path: track.Path!, track.Alike, Score: Score(track.Alike, weights)))
            .OrderByDescending(track => track.Score).ThenBy(track => track.Path, StringComparer.Ordinal).ToList();
        return new SimilarityResult
        {
            Query = new SimilarityQuery(request.Track, query.Labels.Title, query.Labels.Artist, query.Duration, DimensionNumbers.Of(weights)),
            Model = new SimilarityModel(space.Name, space.Version),
            Library = new SimilarityLibrary(_store.Path, ranked.Count, entries.Count(entry => entry.Id != itself) - ranked.Count),
            Tracks = [.. ranked.Take(request.Top).Select((track, i) => new SimilarTrack(
                i + 1, Math.Round(track.Score, 4), track.Path, track.Entry.Labels.Title ?? Path.GetFileNameWithoutExtension(track.Path), track.Entry.Labels.Artist,
                track.Entry.Duration, DimensionNumbers.Of(track.Alike), TagChoice.Present(_models.Tags, TagsOf(track.Entry))))],
            Warning = query.Warning,
        };
    }

    /// <summary>The weights, with NaN for dimensions the space knows nothing of.</summary>
    private static PerDimension Weights(PerDimension asked, SimilaritySpace space)
    {
        foreach (var dimension in PerDimension.Dimensions)
            if (!(asked[dimension] >= 0) || !double.IsFinite(asked[dimension]))
                throw new ArgumentException($"The weight of {Word(dimension)} must be a number of at least 0, is {asked[dimension]}.", nameof(asked));
        if (!PerDimension.Dimensions.Any(dimension => space.Knows(dimension) && asked[dimension] > 0))
            throw new ArgumentException(
                $"Something has to count: give at least one of {string.Join(", ", PerDimension.Dimensions.Where(space.Knows).Select(Word))} a weight above 0.", nameof(asked));
        return PerDimension.From(dimension => space.Knows(dimension) ? asked[dimension] : double.NaN);
    }

    private static string Word(MusicDimension dimension) => dimension.ToString().ToLowerInvariant();

    private static double Score(PerDimension alike, PerDimension weights)
    {
        var (sum, total) = (0.0, 0.0);
        foreach (var dimension in PerDimension.Dimensions)
            if (weights[dimension] > 0)
            {
                sum += weights[dimension] * alike[dimension];
                total += weights[dimension];
            }
        return sum / total;
    }

    private Dictionary<long, float[]> Vectors(List<TrackTable.Entry> entries, TagProfile profile) => _deepSim is null
        ? entries.ToDictionary(entry => entry.Id, entry => profile.Of(TagsOf(entry), _store.Tracks.Features(entry.Id)))
        : _store.Similarity.All(_deepSim.Manifest.Version, DeepSim.Width).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);

    private float[] TagsOf(TrackTable.Entry entry)
    {
        var tags = new float[_models.Tags.Count];
        HalfBlob.Read(entry.Tags, tags);
        return tags;
    }

    private Asked Listen(string path, TagProfile profile, CancellationToken cancellation)
    {
        var encoder = _deepSim is null ? new MusicFileEncoder(_models, _source) : new MusicFileEncoder(_deepSim.Encoder, 0, _source);
        var music = encoder.Encode(path, cancellation);
        return new Asked(
            _deepSim is null ? profile.Of(music.Tags, music.Features) : DeepSimEncoder.WholeOf(music.Features), music.Labels, music.Duration, music.Warning);
    }

    private sealed record Asked(float[] Vector, TrackLabels Labels, double Duration, string? Warning);
}
