using System.Diagnostics;
using Viml.Engine.Kernels;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Search;
using Viml.Library.Similarity;
using Viml.Library.Tagging;
using Viml.Models.Music;

namespace Viml.Library.Recommendation;

/// <summary>
/// Answers queries to a library. All of them share a snapshot of it in memory, which is read during the first query and again after a
/// change; after that a query takes little more than decoding the video. Thread-safe.
/// </summary>
public sealed class RecommendationService
{
    private const int MaximumNear = 50;
    private const int TracksPerNear = 5; // a smaller library has no neighbourhood that differs from its whole

    private readonly ILibraryReader _library;
    private readonly ModelSet _models;
    private readonly IMusicSource _source;
    private readonly Func<string, CancellationToken, EncodedVideo> _encodeVideo;
    private readonly LibrarySnapshots _snapshots;

    /// <summary>Creates a service for a library, which must stay open.</summary>
    /// <param name="library">The library.</param>
    /// <param name="models">The models it was indexed with.</param>
    public RecommendationService(ILibraryReader library, ModelSet models)
        : this(library, models, new MediaMusicSource(),
            (path, cancellation) => new VideoFileEncoder(models.Video).Encode(path, cancellation))
    {
    }

    internal RecommendationService(
        ILibraryReader library, ModelSet models, IMusicSource source, Func<string, CancellationToken, EncodedVideo> encodeVideo)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(models);
        (_library, _models, _source, _encodeVideo) = (library, models, source, encodeVideo);
        _snapshots = new LibrarySnapshots(library, models);
    }

    /// <summary>Ranks the tracks for a video, a text, or both.</summary>
    /// <exception cref="ArgumentException">
    /// Neither video nor text, a weight outside 0..1, a top below 1, or a filter that is not valid.
    /// </exception>
    /// <exception cref="LibraryNotFoundException">Nothing has been indexed yet.</exception>
    /// <exception cref="LibraryBundleException">
    /// The library was indexed with another bundle, or a change of bundle is not finished.
    /// </exception>
    /// <exception cref="LibraryFormatException">The library is damaged.</exception>
    /// <exception cref="Media.MediaFormatException">The video is missing, is not a video, or has no frames.</exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public RecommendationAnswer Recommend(RecommendationRequest request, CancellationToken cancellation = default)
    {
        var text = Validate(request);
        var filters = new TrackFilters(request.Filters, _models.Tags); // an invalid filter shows before the video is decoded
        BundleMatch.Require(_library, _models);
        var clock = new LapClock();
        var (video, query, library, times) = Prepare(request, text, clock, cancellation);
        var (allowed, effects) = filters.Apply(library.Tracks);
        var (ranking, near) = Search(library, query, allowed, request.Top, cancellation);
        if (ranking.Rejected > 0)
            effects.Add(new FilterEffect("file is no longer there", ranking.Rejected));
        var searchTime = clock.Lap();
        var stretches = Stretches(library, ranking.Hits, query.Embedding, video?.Duration, cancellation);
        var reasons = new Reasons(_models.Tags, library.MeanTags, query.Words, near);
        return new RecommendationAnswer
        {
            Query = new RecommendationQuery(
                request.Video, video?.Duration, text, video is not null && text is not null ? request.TextWeight : null),
            Bundle = new BundleReference(_models.BundleName, _models.BundleHash),
            Library = new RecommendationLibrary(_library.Location, library.Tracks.Count, library.Search!.Segments),
            Filters = effects,
            Tracks = [.. ranking.Hits.Select((hit, i) => Describe(i + 1, hit, library.Tracks[hit.Track], stretches[i], reasons))],
            Warning = video?.Warning,
            Timings = times with { Search = searchTime, Refinement = clock.Lap() },
        };
    }

    /// <summary>Ranks the tracks by their similarity to a track, leaving out the track itself.</summary>
    /// <param name="request">The track and the weights.</param>
    /// <param name="deepSim">The model whose embeddings, which the library must hold, are compared; null compares tags and pulse.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="ArgumentException">
    /// A weight is negative, none of a dimension that the model covers is positive, or the top is below 1.
    /// </exception>
    /// <exception cref="LibraryNotFoundException">Nothing has been indexed yet.</exception>
    /// <exception cref="LibraryBundleException">
    /// The library was indexed with another bundle, or a change of bundle is not finished.
    /// </exception>
    /// <exception cref="LibraryFormatException">The library is damaged.</exception>
    /// <exception cref="Media.MediaFormatException">The track is missing, is not music, or has no sound.</exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public SimilarityAnswer Similar(SimilarityRequest request, DeepSimModel? deepSim = null, CancellationToken cancellation = default) =>
        new SimilarTracks(_library, _snapshots, _models, deepSim, _source).Find(request, cancellation);

    private static string? Validate(RecommendationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Top, 1, nameof(request.Top));
        if (request.TextWeight is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(request), request.TextWeight, "The weight of the text must be between 0 and 1.");
        var text = string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim();
        if (request.Video is null && text is null)
            throw new ArgumentException("Give a video, a text, or both.", nameof(request));
        return text;
    }

    /// <summary>Makes the query while another thread reads the library.</summary>
    private (EncodedVideo? Video, QueryBuilder.Query Query, LibrarySnapshot Library, RecommendationTimings Times) Prepare(
        RecommendationRequest request, string? text, LapClock clock, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => _snapshots.WithSearch(stop.Token), CancellationToken.None);
        try
        {
            var video = request.Video is null ? null : _encodeVideo(request.Video, cancellation);
            var videoTime = clock.Lap();
            var query = new QueryBuilder(_models).Build(video?.Features, text, request.TextWeight);
            var queryTime = clock.Lap();
            var library = reading.GetAwaiter().GetResult();
            return (video, query, library, new RecommendationTimings(videoTime, queryTime, clock.Lap(), default, default));
        }
        finally
        {
            stop.Cancel();
            Task.WaitAny(reading); // whatever went wrong: the caller may close the library now
        }
    }

    /// <summary>
    /// The best tracks whose file still exists, and the mean tags of the tracks nearest to the picture, whatever text and filters leave of
    /// them; null where there are none.
    /// </summary>
    private (TrackRanking Ranking, float[]? Near) Search(
        LibrarySnapshot library, QueryBuilder.Query query, bool[]? allowed, int top, CancellationToken cancellation)
    {
        var queries = new List<TrackQuery> { new(query.Embedding, top, allowed, track => library.Tracks[track].Paths.Any(File.Exists)) };
        if (query.Picture is not null && Math.Min(MaximumNear, library.Tracks.Count / TracksPerNear) is > 0 and var count)
            queries.Add(new TrackQuery(query.Picture, count));
        var rankings = library.Search!.Rank(queries, cancellation);
        var near = rankings.Count == 1
            ? null
            : LibrarySnapshot.MeanTagsOf(rankings[1].Hits.Select(hit => library.Tracks[hit.Track]), _models.Tags.Count);
        return (rankings[0], near);
    }

    /// <summary>The stretch of each track that fits a video best; without a video, the best segment.</summary>
    private (double Start, double Length)[] Stretches(
        LibrarySnapshot library, IReadOnlyList<TrackHit> hits, float[] query, double? videoSeconds, CancellationToken cancellation)
    {
        if (videoSeconds is not { } seconds)
            return [.. hits.Select(hit => (hit.Start, hit.Length))];
        var finder = new StartFinder(_models.Joint, query, seconds);
        var features = _library.Features([.. hits.Select(hit => library.Tracks[hit.Track].Id)]);
        var stretches = new (double, double)[hits.Count];
        Parallelism.For(hits.Count, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            stretches[i] = finder.Find(hits[i], library.Tracks[hits[i].Track].Duration, features[i]);
        });
        return stretches;
    }

    private RecommendedTrack Describe(int rank, TrackHit hit, TrackRecord track, (double Start, double Length) stretch, Reasons reasons)
    {
        var path = track.Paths.FirstOrDefault(File.Exists) ?? track.Paths[0];
        return new RecommendedTrack
        {
            Rank = rank,
            Score = hit.Score,
            Path = path,
            Title = track.Labels.Title ?? Path.GetFileNameWithoutExtension(path),
            Artist = track.Labels.Artist,
            Duration = track.Duration,
            Start = stretch.Start,
            Length = stretch.Length,
            Tags = TagChoice.Present(_models.Tags, track.Tags),
            Reasons = reasons.For(track.Tags),
        };
    }

    private sealed class LapClock
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public TimeSpan Lap()
        {
            var lap = _watch.Elapsed;
            _watch.Restart();
            return lap;
        }
    }
}
