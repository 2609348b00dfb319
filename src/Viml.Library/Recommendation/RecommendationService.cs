using System.Diagnostics;
using System.Runtime.CompilerServices;
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
    private const int TracksAtOnce = 64; // whose features are in memory
    private const int TracksPerNear = 5; // a smaller library has no neighbourhood that differs from its whole

    private readonly ILibraryReader _library;
    private readonly ModelSet _models;
    private readonly IMusicSource _source;
    private readonly Func<IReadOnlyList<string>, CancellationToken, EncodedVideo> _encodeVideo;
    private readonly LibrarySnapshots _snapshots;
    private readonly WordReader _reader;
    private readonly QueryBuilder _queries;
    private readonly ConditionalWeakTable<LibrarySnapshot, RequestMemory> _memory = []; // gone with the state of the library

    /// <summary>Creates a service for a library, which must stay open.</summary>
    /// <param name="library">The library.</param>
    /// <param name="models">The models it was indexed with.</param>
    public RecommendationService(ILibraryReader library, ModelSet models)
        : this(library, models, new MediaMusicSource(),
            (paths, cancellation) => new VideoFileEncoder(models.Video).Encode(paths, cancellation))
    {
    }

    internal RecommendationService(
        ILibraryReader library, ModelSet models, IMusicSource source,
        Func<IReadOnlyList<string>, CancellationToken, EncodedVideo> encodeVideo)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(models);
        (_library, _models, _source, _encodeVideo) = (library, models, source, encodeVideo);
        _snapshots = new LibrarySnapshots(library, models);
        var texts = new TextEmbeddings(models);
        (_reader, _queries) = (new WordReader(models, texts), new QueryBuilder(models, texts));
    }

    /// <summary>Ranks the tracks for a video, a text, or both.</summary>
    /// <exception cref="ArgumentException">
    /// Neither video nor text nor exclusion, an exclusion where the joint space alone ranks, a weight outside 0..1, a top below 1, or a
    /// filter that is not valid.
    /// </exception>
    /// <exception cref="LibraryNotFoundException">Nothing has been indexed yet.</exception>
    /// <exception cref="LibraryBundleException">
    /// The library was indexed with another bundle, or a change of bundle is not finished.
    /// </exception>
    /// <exception cref="LibraryFormatException">The library is damaged.</exception>
    /// <exception cref="Media.MediaFormatException">
    /// The video is missing, is no video and no picture, has no frames, or is one of several files that are not all pictures.
    /// </exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public RecommendationAnswer Recommend(RecommendationRequest request, CancellationToken cancellation = default)
    {
        var text = Validate(request);
        var filters = new TrackFilters(request.Filters, _models.Tags); // an invalid filter shows before the video is decoded
        BundleMatch.Require(_library, _models);
        var clock = new LapClock();
        var (video, library, times) = Prepare(request, text, clock, cancellation);
        var words = ReadWords(request, text, library);
        var hasTaste = request.Like.Count + request.Unlike.Count > 0;
        var answer = new RecommendationAnswer
        {
            Query = new RecommendationQuery(
                request.Video, video?.Duration, text, video is not null && text is not null ? request.TextWeight : null)
            {
                MorePictures = request.MorePictures,
                Part = request.Range is { } range ? new VideoPart(range.Start, range.Start + video!.Duration) : null,
            },
            Words = words is null ? null : words.Answer with { Counts = words.Counts && (video is null || request.TextWeight > 0) },
            Bundle = new BundleReference(_models.BundleName, _models.BundleHash),
            Library = new RecommendationLibrary(_library.Location, library.Tracks.Count, library.Search!.Segments),
            Filters = [],
            Tracks = [],
            Warning = video?.Warning,
        };
        if (library.Tracks.Count == 0 || (video is null && words is not { Counts: true } && !hasTaste))
            return answer with { Timings = times with { Query = clock.Lap() } }; // any order would mean nothing

        var query = _queries.Build(video?.Features, words is { Counts: true } ? words : null, request.TextWeight);
        if (hasTaste)
            query = query with { Taste = Taste.Of(library.TagMatrix.Value, Numbers(request.Like), Numbers(request.Unlike)) };
        var isFit = request.Ranking == RankingKind.Fit && _models.Associations.Value is not null;
        times = times with { Query = clock.Lap() };
        var (allowed, effects) = filters.Apply(library.Tracks);
        var (ranking, near) = Search(library, query, isFit, allowed, request.Top, cancellation);
        if (ranking.Rejected > 0)
            effects.Add(new FilterEffect("file is no longer there", ranking.Rejected));
        var searchTime = clock.Lap();
        var stretches = Stretches(library, ranking.Hits, query, video?.Duration, cancellation);
        var reasons = new Reasons(
            _models.Tags, library.MeanTags, query.Words, isFit ? query.Seen : null, near, _models.Tagging, query.Taste);
        return answer with
        {
            Seen = query.Seen?.Things,
            LittleFits = isFit && ranking.Hits.Count > 0 && (query.Words is not null || query.Seen is { Wish.AsksFor: true })
                ? FitScore.Probability(ranking.Hits[0].Score) < FitScore.CutOff
                : null, // of a picture that shows nothing known, one cannot tell
            Filters = effects,
            Tracks = [.. ranking.Hits.Select((hit, i) => Describe(i + 1, hit, library, stretches[i], reasons, query, isFit))],
            Timings = times with { Search = searchTime, Refinement = clock.Lap() },
        };

        int[] Numbers(IReadOnlyList<string> keys) =>
            [.. keys.Distinct().Select(key => library.Find(key) ?? throw new TrackNotFoundException(_library.Location, key))];
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

    /// <summary>The tracks that can be found, in the order of their first paths. Errors as <see cref="Recommend"/>.</summary>
    public IReadOnlyList<TrackRecord> Tracks(CancellationToken cancellation = default) => _snapshots.Tracks(cancellation).Tracks;

    /// <summary>The track with a <see cref="TrackRecord.Key"/>. Errors as <see cref="Recommend"/>, and:</summary>
    /// <exception cref="TrackNotFoundException">There is none.</exception>
    public TrackRecord Track(string key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        var library = _snapshots.Tracks(cancellation);
        return library.Find(key) is { } number ? library.Tracks[number] : throw new TrackNotFoundException(_library.Location, key);
    }

    /// <summary>What is seen in a video or a part of it, the clearest first.</summary>
    /// <exception cref="ArgumentException">The part is not one of the video.</exception>
    public static IReadOnlyList<string> Seen(ModelSet models, EncodedVideo video, VideoRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(video);
        range?.Check();
        return new QueryBuilder(models, new TextEmbeddings(models)).Things((range?.Of(video) ?? video).Features);
    }

    private static string? Validate(RecommendationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Top, 1, nameof(request.Top));
        if (request.TextWeight is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(request), request.TextWeight, "The weight of the text must be between 0 and 1.");
        var text = string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim();
        if (request.Video is null && request.MorePictures.Count > 0)
            throw new ArgumentException("More pictures need a first one.", nameof(request));
        var taste = request.Like.Count + request.Unlike.Count;
        if (request.Video is null && text is null && request.Not.All(string.IsNullOrWhiteSpace) && taste == 0)
            throw new ArgumentException("Give a video, a text, or both.", nameof(request));
        if (request.Video is null && (request.Encoded is not null || request.Range is not null))
            throw new ArgumentException("A part of a video needs the video.", nameof(request));
        request.Range?.Check();
        if (request.Ranking == RankingKind.Joint && request.Not.Count + taste > 0)
            throw new ArgumentException("A ranking by the joint space alone excludes nothing and knows no likes.", nameof(request));
        return text;
    }

    /// <summary>Encodes the video while other threads read the library and the words.</summary>
    private (EncodedVideo? Video, LibrarySnapshot Library, RecommendationTimings Times) Prepare(
        RecommendationRequest request, string? text, LapClock clock, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => Read(request, stop.Token), CancellationToken.None);
        var words = HasWords(request, text) && request.Ranking == RankingKind.Fit
            ? Task.Run(() => _reader.ReadAhead(text, request.Not), CancellationToken.None)
            : Task.CompletedTask;
        try
        {
            var video = request.Video is null ? null
                : request.Encoded ?? _encodeVideo([request.Video, .. request.MorePictures], cancellation);
            if (video is not null && request.Range is { } range)
                video = range.Of(video);
            var videoTime = clock.Lap();
            var library = reading.GetAwaiter().GetResult();
            words.GetAwaiter().GetResult();
            return (video, library, new RecommendationTimings(videoTime, default, clock.Lap(), default, default));
        }
        finally
        {
            stop.Cancel();
            Task.WaitAny(Task.WhenAll(reading, words)); // whatever went wrong: the caller may close the library now
        }
    }

    private LibrarySnapshot Read(RecommendationRequest request, CancellationToken cancellation)
    {
        var snapshot = _snapshots.WithSearch(cancellation);
        if (request.Ranking == RankingKind.Fit && snapshot.Tracks.Count > 0 && _models.Associations.Value is not null)
            _ = snapshot.TagMatrix.Value;
        return snapshot;
    }

    private static bool HasWords(RecommendationRequest request, string? text) => text is not null || request.Not.Count > 0;

    private WordReading? ReadWords(RecommendationRequest request, string? text, LibrarySnapshot library) =>
        !HasWords(request, text) ? null
        : request.Ranking == RankingKind.Joint ? _reader.ReadPlainly(text!)
        : _memory.GetOrCreateValue(library).Readings.Get(
            string.Join('\0', [text, .. request.Not]),
            () => _reader.Read(text, request.Not, new NameMatcher(_library, library.Tracks).Find));

    /// <summary>
    /// The best tracks whose file still exists, and the mean tags of the tracks nearest to the picture, whatever text and filters leave of
    /// them; null where there are none.
    /// </summary>
    private (TrackRanking Ranking, float[]? Near) Search(
        LibrarySnapshot library, QueryBuilder.Query query, bool isFit, bool[]? allowed, int top, CancellationToken cancellation)
    {
        var terms = isFit ? FitScore.Of(library.TagMatrix.Value, query)
            : FitScore.IsJointAlone(query) ? new FitScore.Terms(1, null)
            : FitScore.OfJoint(library.TagMatrix.Value, query);
        var queries = new List<TrackQuery>
        {
            new(query.Embedding, top, allowed, track => library.Tracks[track].Paths.Any(File.Exists), terms.JointWeight, terms.Added),
        };
        var ranking = library.Search!.Rank(queries, cancellation)[0];
        var near = query.Picture is { } picture && Math.Min(MaximumNear, library.Tracks.Count / TracksPerNear) is > 0 and var count
            ? _memory.GetOrCreateValue(library).Near.Get(picture, () => LibrarySnapshot.MeanTagsOf(
                library.Search.Rank([new TrackQuery(picture, count)], cancellation)[0].Hits.Select(hit => library.Tracks[hit.Track]),
                _models.Tags.Count))
            : null;
        return (ranking, near);
    }

    /// <summary>The stretch of each track that fits a video or the words best; without either, the best segment.</summary>
    private (double Start, double Length)[] Stretches(
        LibrarySnapshot library, IReadOnlyList<TrackHit> hits, QueryBuilder.Query query, double? videoSeconds,
        CancellationToken cancellation)
    {
        var focus = query.Words?.Wish is { AsksFor: true } wish && _models.TagHead.Value is { } head
            ? new TagFocus(head, library.TagMatrix.Value.Standing, wish)
            : null;
        var finder = new StartFinder(
            _models.Joint, query.Embedding, videoSeconds, _memory.GetOrCreateValue(library).Stretches, focus);
        if (!finder.NeedsFeatures)
            return [.. hits.Select(hit => (hit.Start, hit.Length))];
        var stretches = new (double, double)[hits.Count];
        for (var first = 0; first < hits.Count; first += TracksAtOnce)
        {
            var count = Math.Min(TracksAtOnce, hits.Count - first);
            var features = _library.Features([.. hits.Skip(first).Take(count).Select(hit => library.Tracks[hit.Track].Id)]);
            Parallelism.For(count, i =>
            {
                cancellation.ThrowIfCancellationRequested();
                var hit = hits[first + i];
                stretches[first + i] = finder.Find(hit, library.Tracks[hit.Track].Duration, features[i], library.Tracks[hit.Track].Id);
            });
        }
        return stretches;
    }

    private RecommendedTrack Describe(
        int rank, TrackHit hit, LibrarySnapshot library, (double Start, double Length) stretch, Reasons reasons, QueryBuilder.Query query,
        bool isFit)
    {
        var track = library.Tracks[hit.Track];
        var path = track.Paths.FirstOrDefault(File.Exists) ?? track.Paths[0];
        var isByTags = query.Words?.Wish is { IsEmpty: false } || query.Seen is { Wish.AsksFor: true } || query.Taste is not null;
        var standing = isByTags ? library.TagMatrix.Value.Of(hit.Track) : null;
        return new RecommendedTrack
        {
            Rank = rank,
            Score = isFit ? hit.Similarity : hit.Score,
            Fit = isFit ? FitScore.Probability(hit.Score) : null,
            Id = track.Key,
            Path = path,
            Title = track.Labels.Title ?? Path.GetFileNameWithoutExtension(path),
            Artist = track.Labels.Artist,
            Duration = track.Duration,
            Start = stretch.Start,
            Length = stretch.Length,
            Tags = _models.TagChoice.Present(track.Tags),
            Reasons = reasons.For(track.Tags, standing, query.Words?.Names.Tracks.GetValueOrDefault(hit.Track)),
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
