using Viml.Library.Answers;
using Viml.Library.Encoding;
using Viml.Library.Recommendation;
using Viml.Web.Libraries;
using Viml.Web.Metrics;
using Viml.Web.Videos;

namespace Viml.Web.Recommendations;

/// <summary>Answers requests for music. A few run at a time; the others wait. Thread-safe.</summary>
internal sealed class Recommender(LibraryHost host, VideoStore videos, ServerMeter meter) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);

    /// <summary>Ranks the library. Waits until the video was looked at.</summary>
    public async Task<RecommendationAnswer> RankAsync(RecommendationOrder order, CancellationToken cancellation)
    {
        var request = order.ToRequest();
        var encoded = await EncodeAsync(order.Video, cancellation);
        return await TakeTurnAsync(() =>
        {
            using var use = host.Use();
            var answer = use.Service.Recommend(request with { Video = order.Video, Encoded = encoded }, cancellation);
            meter.Add(answer.Timings);
            return answer;
        }, cancellation);
    }

    /// <summary>Ranks the library for each scene of a video.</summary>
    public async Task<CueAnswer> CueAsync(RecommendationOrder order, CancellationToken cancellation)
    {
        var request = order.ToRequest();
        if (order.Video is null) throw new ArgumentException("Cues need a video.");
        var video = videos.Get(order.Video);
        var encoded = (await EncodeAsync(order.Video, cancellation))!;
        var scenes = VideoView.Stretches(encoded.Duration, await video.CutsAsync(cancellation))
            .Where(scene => order.Range is null || (scene.End > order.Range.Start && scene.Start < order.Range.End)).ToList();
        return await TakeTurnAsync(() =>
        {
            using var use = host.Use();
            var whole = request with { Video = order.Video, Encoded = encoded };
            return new CueAnswer([.. scenes.Select(scene => CueOf(use.Service.Recommend(whole with { Range = scene }, cancellation),
                scene))]);
        }, cancellation);
    }

    public void Dispose() => _turns.Dispose();

    private static SceneCue CueOf(RecommendationAnswer answer, VideoRange scene) =>
        new(scene.Start, scene.End, answer.Seen ?? [], answer.LittleFits, answer.Tracks);

    private async Task<EncodedVideo?> EncodeAsync(string? id, CancellationToken cancellation) =>
        id is null ? null : await videos.EncodeAsync(videos.Get(id)).WaitAsync(cancellation);

    private async Task<T> TakeTurnAsync<T>(Func<T> answer, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await Task.Run(answer, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }
}
