using System.Net;
using Viml.Testing;

namespace Viml.Web.Tests.Annotations;

public sealed class AnnotationTests
{
    [Fact]
    public async Task Two_people_describe_all_tracks_and_their_agreement_is_shown()
    {
        await using var site = await TestSite.StartAsync();
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await site.GetAsync("/annotations/progress"))
            .GetProperty("agreement").ValueKind);
        var described = new HashSet<string>();
        foreach (var annotator in new[] { "Ann", "Bob" })
            for (var i = 0; i < 3; i++)
            {
                var next = await site.GetAsync($"/annotations/next?annotator={annotator}");
                Assert.Equal((0.0, 6.0), (next.GetProperty("start").GetDouble(), next.GetProperty("end").GetDouble())); // tracks of 6 s
                var trackId = next.GetProperty("trackId").GetString()!;
                Assert.True(described.Add(annotator + trackId));
                // Each track is described alike by both, and otherwise than the others.
                var text = IsLoud(site, trackId) ? "loud" : "high";
                await site.PostAsync("/annotations", new { annotator, trackId, start = 0, end = 6, text });
            }
        using var done = await site.Client.GetAsync("/api/v1/annotations/next?annotator=Ann");
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        var progress = await site.GetAsync("/annotations/progress");
        Assert.Equal((3, 3), (progress.GetProperty("tracks").GetInt32(), progress.GetProperty("described").GetInt32()));
        Assert.Equal(["Ann 3", "Bob 3"], progress.GetProperty("annotators").EnumerateArray()
            .Select(one => $"{one.GetProperty("annotator").GetString()} {one.GetProperty("tracks").GetInt32()}"));
        var agreement = progress.GetProperty("agreement");
        Assert.Equal(1, agreement.GetProperty("sameTrack").GetDouble(), 0.001);
        Assert.True(agreement.GetProperty("otherTrack").GetDouble() < 0.9);
    }

    [Fact]
    public async Task A_track_that_is_skipped_does_not_come_again()
    {
        await using var site = await TestSite.StartAsync();
        var seen = new List<string>();
        for (var i = 0; i < 3; i++)
            seen.Add((await site.GetAsync($"/annotations/next?annotator=Ann{string.Concat(seen.Select(id => $"&skip={id}"))}"))
                .GetProperty("trackId").GetString()!);
        Assert.Equal(3, seen.Distinct().Count());
        using var rest = await site.Client.GetAsync(
            $"/api/v1/annotations/next?annotator=Ann{string.Concat(seen.Select(id => $"&skip={id}"))}");
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
    }

    [Fact]
    public async Task A_later_description_replaces_the_first_and_all_outlive_the_server()
    {
        using var data = new TemporaryFolder();
        string trackId;
        await using (var site = await TestSite.StartAsync(options => options with { Data = data.Path }))
        {
            trackId = (await site.GetAsync("/annotations/next?annotator=Ann")).GetProperty("trackId").GetString()!;
            await site.PostAsync("/annotations", new { annotator = "Ann", trackId, start = 0, end = 5, text = "first" });
            await site.PostAsync("/annotations", new { annotator = "Ann", trackId, start = 0, end = 5,
                text = "=cmd(), \"quoted\"\nand more" });
        }
        File.AppendAllText(Directory.GetFiles(data.Path, "*.jsonl", SearchOption.AllDirectories).Single(), "{\"annotator\":\"Bo"); // killed
        await using (var site = await TestSite.StartAsync(options => options with { Data = data.Path }))
        {
            await site.PostAsync("/annotations", new { annotator = "Bob", trackId, start = 1.5, end = 5, text = "calm <b>piano</b>" });
            using var csv = await site.Client.GetAsync("/api/v1/annotations?format=csv");
            Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
            Assert.Equal(
                $"video_id,start,end,text,annotator\n{trackId},0,5,\"'=cmd(), \"\"quoted\"\" and more\",Ann\n" +
                $"{trackId},1.5,5,calm <b>piano</b>,Bob\n", await csv.Content.ReadAsStringAsync());
            using var unknown = await site.Client.GetAsync("/api/v1/annotations?format=xml");
            await site.RefusedAsync(unknown, 422, "invalid-request");
        }
    }

    private static bool IsLoud(TestSite site, string trackId) =>
        Viml.Engine.Weights.FileHash.Sha256(Path.Combine(site.Home["music"], "loud.wav")).StartsWith(trackId, StringComparison.Ordinal);
}
