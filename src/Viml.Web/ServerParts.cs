using Viml.Library;
using Viml.Library.Encoding;
using Viml.Library.Recommendation;
using Viml.Web.Annotations;
using Viml.Web.Hosting;
using Viml.Web.Jobs;
using Viml.Web.Libraries;
using Viml.Web.Metrics;
using Viml.Web.Recommendations;
using Viml.Web.Security;
using Viml.Web.Tracks;
using Viml.Web.Videos;

namespace Viml.Web;

/// <summary>What a server is made of, put together once.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TemporaryFolder _temporary;
    private readonly MediaCopies _copies;
    private readonly MediaCopies _measures;

    public ServerParts(ServerOptions options)
    {
        _temporary = new TemporaryFolder(options.Temporary, options.Limits.StoredBytes);
        _copies = new MediaCopies(1, _stopping.Token);
        _measures = new MediaCopies(Environment.ProcessorCount, _stopping.Token);
        Models = new Lazy<ModelSet>(() =>
        {
            var models = options.Models();
            models.BeginLoading(withText: true);
            return models;
        });
        Keys = new ApiKeys(options.ApiKey);
        Jobs = new JobQueue(options.Limits.QueuedJobs, options.Log);
        Library = new LibraryHost(options.Libraries, options.Library, Models);
        Indexing = new LibraryIndexing(Library, Jobs);
        Videos = new VideoStore(_temporary, options.Limits, Jobs, () => Models.Value.Video);
        Samples = new SampleVideos(options.Samples, Videos);
        Playable = new PlayableVideo(_temporary, _copies);
        View = new VideoView(Videos, Seen);
        Meter = new ServerMeter(() => Jobs.Open, () => Videos.Count, () => _temporary.Bytes);
        Annotations = new AnnotationStore(Path.Combine(options.Data, "annotations", options.Library + ".jsonl"));
        TrackMedia = new TrackMedia(Path.Combine(options.Data, "sounds"), _temporary.Location, _copies, _measures);
        Recommender = new Recommender(Library, Videos, TrackMedia, Meter);
        Loading = Task.Run(() =>
        {
            _ = Models.Value.Video;
            _ = Samples.All(_stopping.Token);
        });
    }

    public Lazy<ModelSet> Models { get; }

    public ApiKeys Keys { get; }

    public JobQueue Jobs { get; }

    public LibraryHost Library { get; }

    public LibraryIndexing Indexing { get; }

    public VideoStore Videos { get; }

    public SampleVideos Samples { get; }

    public PlayableVideo Playable { get; }

    public VideoView View { get; }

    public ServerMeter Meter { get; }

    public Recommender Recommender { get; }

    public AnnotationStore Annotations { get; }

    public TrackMedia TrackMedia { get; }

    /// <summary>What is done ahead, so that the first request need not wait for it. Its faults show where they matter.</summary>
    public Task Loading { get; }

    /// <summary>Ends what runs in the background.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Jobs.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Task.WhenAny(Loading);
        Recommender.Dispose();
        Meter.Dispose();
        Library.Dispose();
        _copies.Dispose();
        _measures.Dispose();
        _temporary.Dispose();
        _stopping.Dispose();
    }

    private IReadOnlyList<string> Seen(EncodedVideo video, VideoRange range) => RecommendationService.Seen(Models.Value, video, range);
}
