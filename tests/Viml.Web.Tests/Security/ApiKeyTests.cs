using System.Net;
using System.Net.Http.Json;
using Viml.Cli.Tests;

namespace Viml.Web.Tests.Security;

public sealed class ApiKeyTests
{
    private const string Key = "correct-horse-battery-staple";

    [Theory]
    [InlineData("0.0.0.0", null)]
    [InlineData("::", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("example.org", Key)]
    [InlineData("127.0.0.1", "short")]
    [InlineData("127.0.0.1", "a key with spaces in it")]
    public async Task An_address_open_to_others_without_a_proper_key_is_refused(string host, string? key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TestSite.StartAsync(options => options with { Host = host, ApiKey = key },
            false));

    [Fact]
    public async Task Without_the_key_nothing_of_the_api_is_answered_and_with_it_everything()
    {
        await using var site = await OpenSite();
        foreach (var path in new[] { "/api/v1/status", "/api/v1/tracks/x/audio", "/api/v1/videos/x/media", "/metrics", "/openapi.json" })
        {
            using var refused = await site.Client.GetAsync(path);
            await site.RefusedAsync(refused, 401, "key-required");
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
        }
        using var page = await site.Client.GetAsync("/");
        using var alive = await site.Client.GetAsync("/health/live");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, alive.StatusCode)); // the page asks for the key

        using var wrong = await Get(site, "/api/v1/status", ("Authorization", "Bearer wrong-horse-battery-staple"));
        await site.RefusedAsync(wrong, 401, "key-required");
        using var right = await Get(site, "/api/v1/status", ("Authorization", $"Bearer {Key}"));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task A_session_lets_media_in_until_it_is_ended()
    {
        await using var site = await OpenSite();
        using var wrong = await site.Client.PostAsJsonAsync("/api/v1/session", new { key = "wrong" });
        await site.RefusedAsync(wrong, 401, "wrong-key");
        using var begun = await site.Client.PostAsJsonAsync("/api/v1/session", new { key = Key });
        Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Key, cookie, StringComparison.Ordinal);
        var session = ("Cookie", cookie.Split(';')[0]);
        using var inside = await Get(site, "/api/v1/tracks/x/audio", session);
        await site.RefusedAsync(inside, 404, "unknown-track");
        using var end = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/session") { Headers = { { session.Item1, session.Item2 } } };
        using var ended = await site.Client.SendAsync(end);
        using var outside = await Get(site, "/api/v1/status", session);
        await site.RefusedAsync(outside, 401, "key-required");
    }

    [Fact]
    public async Task Guessing_keys_is_slowed_down()
    {
        await using var site = await OpenSite();
        var statuses = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            using var response = await site.Client.PostAsJsonAsync("/api/v1/session", new { key = $"guess {i}" });
            statuses.Add((int)response.StatusCode);
        }
        Assert.Equal(10, statuses.Count(status => status == 401));
        Assert.Equal(429, statuses[^1]);
    }

    [Fact]
    public async Task Clients_of_other_machines_see_and_name_no_paths()
    {
        await using var site = await OpenSite();
        site.Client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var status = await site.GetAsync("/status");
        Assert.False(status.GetProperty("localPaths").GetBoolean());
        var video = (await site.UploadAsync(ToyMedia.Video(site.Home, "v.mp4", 90))).GetProperty("id").GetString();
        var answer = await site.PostAsync("/recommendations", new { video, text = "loud" });
        var track = answer.GetProperty("tracks")[0].GetProperty("id").GetString();
        foreach (var said in new[] { status, answer, await site.GetAsync("/library"), await site.GetAsync($"/tracks/{track}"),
            await site.GetAsync($"/tracks/{track}/similar"), await site.GetAsync($"/videos/{video}") })
            Assert.DoesNotContain(site.Home.Path, said.ToString(), StringComparison.Ordinal);
        using var local = await site.Client.PostAsJsonAsync("/api/v1/videos/local", new { path = site.Home["v.mp4"] });
        await site.RefusedAsync(local, 403, "local-only");
        using var index = await site.Client.PostAsJsonAsync("/api/v1/library/index", new { folders = new[] { site.Home["music"] } });
        await site.RefusedAsync(index, 403, "local-only");
    }

    [Fact]
    public async Task Too_many_requests_at_once_are_refused()
    {
        await using var site = await TestSite.StartAsync(options => options with
        {
            Limits = options.Limits with { RequestsPerSecond = 2, UploadsPerMinute = 1 },
        });
        using var first = await site.SendFileAsync(ToyMedia.Video(site.Home, "v.mp4", 90));
        using var second = await site.SendFileAsync(site.Home["v.mp4"]);
        await site.RefusedAsync(second, 429, "too-many-requests");
        Assert.NotNull(second.Headers.RetryAfter);
        HttpStatusCode last = default;
        for (var i = 0; i < 1000 && last != HttpStatusCode.TooManyRequests; i++)
        {
            using var response = await site.Client.GetAsync("/health/live");
            last = response.StatusCode;
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static Task<TestSite> OpenSite() =>
        TestSite.StartAsync(options => options with { Host = "0.0.0.0", ApiKey = Key });

    private static async Task<HttpResponseMessage> Get(TestSite site, string path, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { header.Name, header.Value } } };
        return await site.Client.SendAsync(request);
    }
}
