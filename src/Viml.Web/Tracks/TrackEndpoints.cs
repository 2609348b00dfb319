using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Details;
using Viml.Library.Similarity;
using Viml.Models.Music;
using Viml.Web.Hosting;
using Viml.Web.Libraries;

namespace Viml.Web.Tracks;

/// <summary><c>/tracks</c>: the music that is found.</summary>
internal static class TrackEndpoints
{
    private const int MostPeaks = 10_000;
    private const int MostSimilar = 1000;

    public static void MapTracks(this RouteGroupBuilder api, LibraryHost host, TrackMedia media, bool isLocal)
    {
        var group = api.MapGroup("/tracks/{id}").WithTags("Tracks");
        group.MapGet("", async Task<Ok<TrackAnswer>> (string id, CancellationToken cancellation) =>
            {
                using var use = host.Use();
                var track = use.Service.Track(id, cancellation);
                var beats = track.Paths.Any(File.Exists) ? await media.BeatsAsync(track, cancellation) : null;
                return TypedResults.Ok(new TrackAnswer(
                    track.Key, isLocal ? track.Paths[0] : null, track.Labels.Title ?? Path.GetFileNameWithoutExtension(track.Paths[0]),
                    track.Labels.Artist, track.Labels.Album, track.Labels.Genre, track.Duration, TrackDetails.Tags(track, host.Models),
                    TrackDetails.Sentence(track, host.Models), TrackDetails.Course(use.Library, track, host.Models),
                    beats is null ? null : new BeatsAnswer(
                        beats.Bpm, beats.Confidence, beats.BeatsPerBar, beats.DownbeatConfidence, beats.Beats, [.. beats.Downbeats])));
            })
            .WithName("GetTrack").WithSummary("A track with its tags, also over time, and a description").Refuses(404, 409);
        group.MapGet("/audio", async Task<IResult> (string id, CancellationToken cancellation) =>
            {
                var (path, type) = await media.PlayableAsync(Find(host, id, cancellation), cancellation);
                return MediaResult.Of(path, type, $"\"{id}\"");
            })
            .WithName("GetTrackAudio").WithSummary("The sound in a form that browsers play; takes range requests")
            .Produces(200, contentType: "audio/mpeg").Refuses(404, 409, 410, 416, 422);
        group.MapGet("/peaks", async Task<Ok<PeaksAnswer>> (string id, CancellationToken cancellation, int count = 600) =>
            {
                if (count is < 1 or > MostPeaks) throw new ArgumentException($"A waveform has 1 to {MostPeaks} peaks.");
                var track = Find(host, id, cancellation);
                var peaks = await media.PeaksAsync(track, cancellation);
                return TypedResults.Ok(new PeaksAnswer(track.Duration, peaks.Resample(count)));
            })
            .WithName("GetTrackPeaks").WithSummary("The waveform").Refuses(404, 409, 410, 422);
        group.MapGet("/loudness", async Task<Ok<LoudnessAnswer>> (string id, CancellationToken cancellation) =>
                TypedResults.Ok(new LoudnessAnswer(await media.LoudnessAsync(Find(host, id, cancellation), cancellation))))
            .WithName("GetTrackLoudness").WithSummary("The loudness by EBU R 128").Refuses(404, 409, 410, 422);
        group.MapGet("/similar", async Task<Ok<SimilarityAnswer>> (string id, CancellationToken cancellation, int top = 10,
            double genre = 1,
                double mood = 1, double instruments = 1, double tempo = 1) =>
            {
                if (top is < 1 or > MostSimilar) throw new ArgumentException($"1 to {MostSimilar} tracks can be asked for.");
                using var use = host.Use();
                var track = use.Service.Track(id, cancellation);
                var answer = await Task.Run(() => use.Service.Similar(
                    new SimilarityRequest
                    {
                        Track = TrackMedia.FileOf(track), Weights = new PerDimension(genre, mood, instruments, tempo), Top = top,
                    },
                    cancellation: cancellation), cancellation);
                return TypedResults.Ok(answer);
            })
            .WithName("GetSimilarTracks").WithSummary("The tracks that are similar to one in genre, mood, instruments and tempo")
            .Refuses(404, 409, 410, 422);
    }

    private static TrackRecord Find(LibraryHost host, string id, CancellationToken cancellation)
    {
        using var use = host.Use();
        return use.Service.Track(id, cancellation);
    }
}
