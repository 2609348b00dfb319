using System.Diagnostics;
using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Search;

namespace Viml.Library.Recommendation;

/// <summary>
/// Ranks a library for a video, for words, or for both. The first recommendation reads the library while the query is made; after that one takes little
/// more than decoding the video. Not thread-safe, because it reads from the store.
/// </summary>
public sealed class Recommender
{
    private const int MostNear = 50;
    private const int TracksPerNear = 5; // a library of fewer has nothing that is near, only what it has

    private readonly LibraryStore _store;
    private readonly ModelSet _models;
    private readonly Func<string, CancellationToken, EncodedVideo> _encodeVideo;

    private readonly Lazy<SegmentIndex> _index;

    /// <summary>A recommender for a library. The store stays the caller's and must stay open.</summary>
    /// <exception cref="LibraryBundleException">The library was indexed with another bundle.</exception>
    /// <exception cref="LibraryNotFoundException">Nothing has been indexed yet.</exception>
    public Recommender(LibraryStore store, ModelSet models)
        : this(store, models, new VideoFileEncoder(models.Video).Encode)
    {
    }

    internal Recommender(LibraryStore store, ModelSet models, Func<string, CancellationToken, EncodedVideo> encodeVideo)
    {
        _store = store;
        _models = models;
        _encodeVideo = encodeVideo;
        BundleMatch.Require(store, models);
        _index = new(() => SegmentIndex.Load(store, models));
    }

    /// <summary>Recommends tracks.</summary>
    /// <exception cref="ArgumentException">Neither video nor words, a weight outside 0..1, a top below 1, or a filter that is not usable.</exception>
    /// <exception cref="Media.MediaFormatException">The video is missing, is not a video, or holds no picture.</exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    /// <remarks>Other errors as <see cref="SegmentIndex.Load"/>.</remarks>
    public RecommendationResult Recommend(RecommendationRequest request, CancellationToken cancellation = default)
    {
        var text = Validate(request);
        request.Filters.Compile(_models.Tags); // a wrong filter shows before the video is decoded
        var clock = new LapClock();
        var reading = Task.Run(() => _index.Value, CancellationToken.None);
        EncodedVideo? video;
        QueryBuilder.Query query;
        TimeSpan videoTime, queryTime;
        try
        {
            video = request.Video is null ? null : _encodeVideo(request.Video, cancellation);
            videoTime = clock.Lap();
            query = new QueryBuilder(_models).Build(video?.Features, text, request.TextWeight);
            queryTime = clock.Lap();
        }
        finally
        {
            Task.WaitAny(reading); // whatever happened, nobody uses the store any more when this method ends
        }
        var index = reading.GetAwaiter().GetResult();
        var libraryTime = clock.Lap();
        var (found, chosen, gone) = Rank(index, query.Embedding, request);
        var searchTime = clock.Lap();
        var stretches = Stretches(chosen, query.Embedding, video?.Duration, cancellation);
        var reasons = ReasonsFor(index, query);
        var tracks = chosen.Select((hit, i) => Describe(i + 1, hit.Hit, hit.Path, stretches[i], reasons)).ToList();
        return new RecommendationResult
        {
            Query = new RecommendationQuery(
                request.Video, video?.Duration, text, video is not null && text is not null ? request.TextWeight : null),
            Bundle = new RecommendationBundle(_models.BundleName, _models.BundleHash),
            Library = new RecommendationLibrary(_store.Path, index.Tracks.Count, index.Segments),
            Filters = gone == 0 ? found.Filters : [.. found.Filters, new FilterEffect("file is no longer there", gone)],
            Tracks = tracks,
            Warning = video?.Warning,
            Timings = new RecommendationTimings(videoTime, queryTime, libraryTime, searchTime, clock.Lap()),
        };
    }

    private static string? Validate(RecommendationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Top, 1, nameof(request.Top));
        if (request.TextWeight is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(request), request.TextWeight, "The weight of the text must be between 0 and 1.");
        var text = string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim();
        if (request.Video is null && text is null)
            throw new ArgumentException("Give a video, words, or both.", nameof(request));
        return text;
    }

    /// <summary>The best tracks with a file that is still there. Where many are gone, more are asked for.</summary>
    private static (SearchResult Found, List<(SearchHit Hit, string Path)> Chosen, int Gone) Rank(
        SegmentIndex index, float[] query, RecommendationRequest request)
    {
        for (var wanted = request.Top; ; wanted = (int)Math.Min(4L * wanted, int.MaxValue))
        {
            var found = index.Search(query, request.Filters, wanted);
            var (chosen, gone) = Playable(found.Hits, request.Top);
            if (chosen.Count == request.Top || found.Hits.Count < wanted)
                return (found, chosen, gone);
        }
    }

    /// <summary>The first hits with a file that is still there, and how many were passed over.</summary>
    private static (List<(SearchHit Hit, string Path)> Chosen, int Gone) Playable(IReadOnlyList<SearchHit> hits, int top)
    {
        var chosen = new List<(SearchHit, string)>();
        var gone = 0;
        foreach (var hit in hits)
        {
            if (chosen.Count == top)
                break;
            if (hit.Track.Paths.FirstOrDefault(File.Exists) is { } path)
                chosen.Add((hit, path));
            else
                gone++;
        }
        return (chosen, gone);
    }

    private (double Start, double Length)[] Stretches(
        List<(SearchHit Hit, string Path)> chosen, float[] query, double? videoSeconds, CancellationToken cancellation)
    {
        if (videoSeconds is not { } seconds)
            return [.. chosen.Select(hit => (hit.Hit.Start, hit.Hit.Length))];
        var finder = new StartFinder(_models.Joint, query, seconds);
        var features = chosen.Select(hit => _store.Tracks.Features(hit.Hit.Track.Id)).ToArray();
        var stretches = new (double, double)[chosen.Count];
        Parallelism.For(chosen.Count, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            stretches[i] = finder.Find(chosen[i].Hit, features[i]);
        });
        return stretches;
    }

    /// <summary>What the picture leads to is what the library has near it, whatever the words and the filters leave of that.</summary>
    private Reasons ReasonsFor(SegmentIndex index, QueryBuilder.Query query)
    {
        var count = Math.Min(MostNear, index.Tracks.Count / TracksPerNear);
        var near = query.Picture is null || count == 0 ? null : Mean(index.Search(query.Picture, SearchFilters.None, count).Hits.Select(hit => hit.Track));
        return new Reasons(_models.Tags, Mean(index.Tracks), query.Words, near);
    }

    /// <summary>The mean probability of each tag; zero without tracks.</summary>
    private float[] Mean(IEnumerable<IndexedTrack> tracks)
    {
        var mean = new float[_models.Tags.Count];
        var count = 0;
        foreach (var track in tracks)
        {
            TensorPrimitives.Add(mean, track.Tags, mean);
            count++;
        }
        TensorPrimitives.Divide(mean, Math.Max(count, 1), mean);
        return mean;
    }

    private RecommendedTrack Describe(int rank, SearchHit hit, string path, (double Start, double Length) stretch, Reasons reasons) => new()
    {
        Rank = rank,
        Score = hit.Score,
        Path = path,
        Title = hit.Track.Labels.Title ?? Path.GetFileNameWithoutExtension(path),
        Artist = hit.Track.Labels.Artist,
        Duration = hit.Track.Duration,
        Start = stretch.Start,
        Length = stretch.Length,
        Tags = TagChoice.Present(_models.Tags, hit.Track.Tags),
        Reason = reasons.For(hit.Track.Tags),
    };

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
