using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Files;
using Viml.Library.Search;
using Viml.Library.Tagging;
using Viml.Models.Music;

namespace Viml.Library.Similarity;

/// <summary>
/// Ranks the tracks of a library by their similarity to a track in genre, mood, instruments and tempo, weighted by the request. With a
/// DeepSim model its embeddings are compared, which the library must hold; without one, tags and pulse. Thread-safe.
/// </summary>
internal sealed class SimilarTracks(
    ILibraryReader library, LibrarySnapshots snapshots, ModelSet models, DeepSimModel? deepSim, IMusicSource source)
{
    /// <summary>Ranks the library, leaving out the track itself.</summary>
    public SimilarityAnswer Find(SimilarityRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Top, 1, nameof(request));
        var profile = new TagProfile(models.Tags, models.MusicReference);
        var space = deepSim is null ? profile.Space : SpaceOf(deepSim);
        var weights = Weights(request.Weights, space);
        BundleMatch.Require(library, models);
        var (tracks, vectorOf) = Read(profile, cancellation);
        var self = FindSelf(request.Track, tracks, cancellation);
        var query = self is { } number && vectorOf(number) is { } known
            ? new Query([.. known], tracks[number].Labels, tracks[number].Duration, null)
            : Encode(request.Track, profile, cancellation);

        var compared = new List<Comparison>(tracks.Count);
        for (var track = 0; track < tracks.Count; track++)
            if (track != self && vectorOf(track) is { } vector)
                compared.Add(Compare(tracks[track], space.Compare(query.Vector, vector), weights));
        cancellation.ThrowIfCancellationRequested();
        var (best, missing) = TakeExisting(compared.OrderByDescending(track => track.Score), request.Top);
        var others = self is null ? tracks.Count : tracks.Count - 1;
        return new SimilarityAnswer
        {
            Query = new SimilarityQuery(
                request.Track, query.Labels.Title, query.Labels.Artist, query.Duration, DimensionNumbers.Of(weights)),
            Model = new SimilarityModel(space.Name, space.Version),
            Library = new SimilarityLibrary(library.Location, compared.Count - missing, others - compared.Count + missing),
            Tracks = best,
            Warning = query.Warning,
        };
    }

    private static SimilaritySpace SpaceOf(DeepSimModel model) => new(
        DeepSimEncoder.EncoderName, model.Manifest.Version,
        dimension => (DeepSim.MaskStart(dimension), DeepSim.MaskWidth), model.Manifest.TypicalDistance);

    /// <summary>The weights, with NaN for dimensions the space does not cover.</summary>
    private static PerDimension Weights(PerDimension weights, SimilaritySpace space)
    {
        foreach (var dimension in PerDimension.Dimensions)
            if (!(weights[dimension] >= 0) || !double.IsFinite(weights[dimension]))
                throw new ArgumentException(
                    $"The weight of {Word(dimension)} must be a finite number of at least 0, is {weights[dimension]}.", nameof(weights));
        var covered = PerDimension.Dimensions.Where(space.Covers).ToArray();
        if (!covered.Any(dimension => weights[dimension] > 0))
            throw new ArgumentException(
                $"At least one weight must be positive: {string.Join(", ", covered.Select(Word))}.", nameof(weights));
        return PerDimension.From(dimension => space.Covers(dimension) ? weights[dimension] : double.NaN);
    }

    private static string Word(MusicDimension dimension) => dimension.ToString().ToLowerInvariant();

    private static Comparison Compare(TrackRecord track, PerDimension similarity, PerDimension weights)
    {
        var (sum, total) = (0.0, 0.0);
        foreach (var dimension in PerDimension.Dimensions)
            if (weights[dimension] > 0)
            {
                sum += weights[dimension] * similarity[dimension];
                total += weights[dimension];
            }
        return new Comparison(track, similarity, sum / total);
    }

    /// <summary>
    /// The tracks of the library, and what gives the vector of one: null where it has none, valid until the next is requested.
    /// </summary>
    private (IReadOnlyList<TrackRecord> Tracks, Func<int, float[]?> VectorOf) Read(TagProfile profile, CancellationToken cancellation)
    {
        if (deepSim is null)
        {
            var snapshot = snapshots.WithMeanFeatures(cancellation);
            var vector = new float[profile.Width];
            return (snapshot.Tracks, track =>
            {
                profile.Write(snapshot.Tracks[track].Tags, snapshot.MeanFeatures![track].Span, vector);
                return vector;
            });
        }
        var tracks = snapshots.Tracks(cancellation).Tracks;
        var embeddings = library.SimilarityEmbeddings(deepSim.Manifest.Version, DeepSim.Width);
        return (tracks, track => embeddings.GetValueOrDefault(tracks[track].Id));
    }

    /// <summary>The number of the track that has the content of the file; null where the library has none.</summary>
    private int? FindSelf(string path, IReadOnlyList<TrackRecord> tracks, CancellationToken cancellation)
    {
        if (FileStamps.Read(path) is not { } file || library.FindTrack(ContentHash.Of(file, cancellation)) is not { } id)
            return null;
        for (var track = 0; track < tracks.Count; track++)
            if (tracks[track].Id == id)
                return track;
        return null;
    }

    private Query Encode(string path, TagProfile profile, CancellationToken cancellation)
    {
        var encoder = deepSim is null ? new MusicFileEncoder(models, source) : new MusicFileEncoder(deepSim.Encoder, 0, source);
        var music = encoder.Encode(path, cancellation);
        var vector = new float[profile.Width];
        if (deepSim is null)
            profile.Write(music.Tags, FeatureMean.Of(music.Features), vector);
        else
            vector = DeepSimEncoder.WholeOf(music.Features);
        return new Query(vector, music.Labels, music.Duration, music.WarningAbout(path));
    }

    /// <summary>The first tracks whose file still exists, and how many were passed over.</summary>
    private (List<SimilarTrack> Tracks, int Missing) TakeExisting(IEnumerable<Comparison> ranked, int top)
    {
        var taken = new List<SimilarTrack>();
        var missing = 0;
        foreach (var (track, similarity, score) in ranked)
        {
            if (taken.Count == top)
                break;
            if (track.Paths.FirstOrDefault(File.Exists) is not { } path)
                missing++;
            else
                taken.Add(new SimilarTrack(
                    taken.Count + 1, Math.Round(score, 4), track.Key, path,
                    track.Labels.Title ?? Path.GetFileNameWithoutExtension(path), track.Labels.Artist,
                    track.Duration, DimensionNumbers.Of(similarity), models.TagChoice.Present(track.Tags)));
        }
        return (taken, missing);
    }

    private sealed record Query(float[] Vector, TrackLabels Labels, double Duration, string? Warning);

    private readonly record struct Comparison(TrackRecord Track, PerDimension Similarity, double Score);
}
