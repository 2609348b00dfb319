using System.Net;
using Viml.Cli.Tests;
using Viml.Media;

namespace Viml.Web.Tests.Tracks;

public sealed class TrackTests
{
    [Fact]
    public async Task A_track_has_tags_a_description_a_waveform_and_a_loudness()
    {
        await using var site = await TestSite.StartAsync();
        var ids = await Ids(site);
        var flute = await site.GetAsync($"/tracks/{ids["flute"]}");
        Assert.Equal(("flute", 6.0), (flute.GetProperty("title").GetString(), flute.GetProperty("duration").GetDouble()));
        Assert.Equal(89, flute.GetProperty("tags").GetArrayLength());

        var loud = await site.GetAsync($"/tracks/{ids["loud"]}/peaks?count=30");
        var quiet = await site.GetAsync($"/tracks/{ids["hum"]}/peaks?count=30");
        Assert.Equal(6, loud.GetProperty("duration").GetDouble());
        Assert.All(Values(loud), peak => Assert.Equal(0.9, peak, 0.02));
        Assert.All(Values(quiet), peak => Assert.Equal(0.05, peak, 0.01));
        Assert.Equal([30, 30], [Values(loud).Length, Values(quiet).Length]);

        // A sine is as loud as its power says, weighted by its pitch: 20 log10(0.9 / 0.05) = 25.1 dB apart.
        var difference = (await site.GetAsync($"/tracks/{ids["loud"]}/loudness")).GetProperty("lufs").GetDouble()
            - (await site.GetAsync($"/tracks/{ids["hum"]}/loudness")).GetProperty("lufs").GetDouble();
        Assert.Equal(25.1, difference, 0.3);
    }

    [Fact]
    public async Task A_waveform_is_kept_and_still_there_without_the_file()
    {
        await using var site = await TestSite.StartAsync();
        var id = (await Ids(site))["loud"];
        var first = await site.GetAsync($"/tracks/{id}/peaks?count=5");
        File.Delete(Path.Combine(site.Home["music"], "loud.wav"));
        Assert.Equal(first.ToString(), (await site.GetAsync($"/tracks/{id}/peaks?count=5")).ToString());
        using var loudness = await site.Client.GetAsync($"/api/v1/tracks/{id}/loudness");
        await site.RefusedAsync(loudness, 410, "file-gone");
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_it_plays_plays_to_its_end_and_is_gone_then()
    {
        await using var site = await TestSite.StartAsync();
        var path = Path.Combine(site.Home["music"], "loud.wav");
        var id = (await Ids(site))["loud"];
        var bytes = File.ReadAllBytes(path);
        using (var playing = await site.Client.GetAsync($"/api/v1/tracks/{id}/audio", HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal("audio/wav", playing.Content.Headers.ContentType!.MediaType);
            await using var stream = await playing.Content.ReadAsStreamAsync();
            var head = new byte[100];
            await stream.ReadExactlyAsync(head);
            File.Delete(path);
            using var rest = new MemoryStream();
            await stream.CopyToAsync(rest);
            Assert.Equal(bytes, head.Concat(rest.ToArray()));
        }
        using var again = await site.Client.GetAsync($"/api/v1/tracks/{id}/audio");
        await site.RefusedAsync(again, 410, "file-gone");
        using var missing = await site.Client.GetAsync($"/api/v1/tracks/{id[..31]}x/audio");
        await site.RefusedAsync(missing, 404, "unknown-track");
    }

    [Fact]
    public async Task Sound_comes_in_ranges_and_as_mp3_where_browsers_do_not_play_it()
    {
        await using var site = await TestSite.StartAsync(hasMusic: false);
        ToyMedia.Music(site.Home);
        Directory.CreateDirectory(site.Home["odd"]);
        await Ffmpeg.Run("-i", Path.Combine(site.Home["music"], "loud.wav"), "-c:a", "wmav2", Path.Combine(site.Home["odd"], "loud.wma"));
        TestSite.Index(site.Home, site.Home["odd"]);
        var id = (await Ids(site)).Values.Single();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tracks/{id}/audio") { Headers = { Range = new(0, 99) } };
        using var part = await site.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.PartialContent, "audio/mpeg"), (part.StatusCode, part.Content.Headers.ContentType!.MediaType));
        Assert.Equal(100, (await part.Content.ReadAsByteArrayAsync()).Length);
        File.WriteAllBytes(site.Home["copy.mp3"], await site.Client.GetByteArrayAsync($"/api/v1/tracks/{id}/audio"));
        var info = MediaProbe.Read(site.Home["copy.mp3"]);
        Assert.Equal("mp3", info.Audio!.Codec);
        Assert.Equal(6, info.DurationSeconds, 0.2);
    }

    [Fact]
    public async Task Similar_tracks_leave_out_the_track_itself()
    {
        await using var site = await TestSite.StartAsync();
        var ids = await Ids(site);
        var answer = await site.GetAsync($"/tracks/{ids["hum"]}/similar?top=5&genre=0&tempo=0&mood=0");
        var found = answer.GetProperty("tracks").EnumerateArray().Select(track => track.GetProperty("id").GetString()).ToList();
        Assert.Equal(2, found.Count);
        Assert.DoesNotContain(ids["hum"], found);
    }

    internal static async Task<Dictionary<string, string>> Ids(TestSite site) =>
        (await site.PostAsync("/recommendations", new { text = "loud" })).GetProperty("tracks").EnumerateArray()
            .ToDictionary(track => track.GetProperty("title").GetString()!, track => track.GetProperty("id").GetString()!);

    private static double[] Values(System.Text.Json.JsonElement peaks) =>
        [.. peaks.GetProperty("peaks").EnumerateArray().Select(value => value.GetDouble())];
}
