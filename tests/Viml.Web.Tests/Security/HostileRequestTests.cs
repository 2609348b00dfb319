using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Viml.Cli.Tests;

namespace Viml.Web.Tests.Security;

/// <summary>Requests that somebody would send who means harm, or whose program is broken: all are refused, each for its reason.</summary>
public sealed class HostileRequestTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private const string Json = "application/json";

    private TestSite Site => shared.Site;

    [Theory]
    // Ids that are paths, or anything but ids.
    [InlineData("/api/v1/videos/..%2F..%2Fetc%2Fpasswd", 404, "unknown-video")]
    [InlineData("/api/v1/videos/%2Fetc%2Fpasswd/media", 404, "unknown-video")]
    [InlineData("/api/v1/videos/..%5C..%5Cwindows%5Cwin.ini/media", 404, "unknown-video")]
    [InlineData("/api/v1/videos/%252e%252e%252fetc/frame", 404, "unknown-video")]
    [InlineData("/api/v1/tracks/..%2F..%2Fetc%2Fpasswd/audio", 404, "unknown-track")]
    [InlineData("/api/v1/tracks/1;drop%20table%20tracks", 404, "unknown-track")]
    [InlineData("/api/v1/tracks/%00/peaks", 400, null)]
    [InlineData("/api/v1/jobs/..%2F..%2Fsecret", 404, "unknown-job")]
    [InlineData("/..%2f..%2f..%2fetc%2fpasswd", 404, "not-found")]
    [InlineData("/%2e%2e/%2e%2e/appsettings.json", 404, "not-found")]
    [InlineData("/app.js/../../secret.txt", 404, "not-found")]
    // Numbers that are none, or far off.
    [InlineData("/api/v1/tracks/{track}/peaks?count=1000000000", 422, "invalid-request")]
    [InlineData("/api/v1/tracks/{track}/peaks?count=-1", 422, "invalid-request")]
    [InlineData("/api/v1/tracks/{track}/peaks?count=many", 400, "invalid-request")]
    [InlineData("/api/v1/tracks/{track}/similar?top=100000000", 422, "invalid-request")]
    [InlineData("/api/v1/tracks/{track}/similar?genre=NaN", 422, "invalid-request")]
    [InlineData("/api/v1/tracks/{track}/similar?genre=-1", 422, "invalid-request")]
    [InlineData("/api/v1/videos/{video}/frame?at=-5", 422, "invalid-request")]
    [InlineData("/api/v1/videos/{video}/frame?at=NaN", 422, "invalid-request")]
    [InlineData("/api/v1/videos/{video}/frame?width=100000", 422, "invalid-request")]
    // A key where everybody sees it.
    [InlineData("/api/v1/status?key=secret", 400, "key-in-url")]
    [InlineData("/api/v1/tracks/{track}/audio?ACCESS_TOKEN=secret", 400, "key-in-url")]
    public async Task An_address_that_means_harm_is_refused(string address, int status, string? code)
    {
        // The address is sent as it stands: Uri would tidy it up.
        var answer = await RawHttp.SendAsync(Site.Server.Address, $"GET {shared.Fill(address)} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Equal((status, code), (answer.Status, answer.Code));
        answer.AssertDiscreet();
    }

    [Theory]
    [InlineData("/recommendations", "{\"text\":", 400, "invalid-request")]
    [InlineData("/recommendations", "[]", 400, "invalid-request")]
    [InlineData("/recommendations", "null", 400, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"sudo\":true}", 400, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":7}", 400, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"top\":2147483648}", 400, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"top\":1000000}", 422, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"textWeight\":1e308}", 422, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"ranking\":7}", 400, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"like\":[null]}", 422, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"like\":[\"../../etc/passwd\"]}", 404, "unknown-track")]
    [InlineData("/recommendations", "{\"video\":\"../../etc/passwd\"}", 404, "unknown-video")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"filters\":{\"folder\":\"../..\"}}", 422, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"filters\":{\"tags\":[{\"tag\":\"<script>\"}]}}", 422, "invalid-request")]
    [InlineData("/recommendations", "{\"text\":\"drums\",\"range\":{\"start\":0,\"end\":1}}", 422, "invalid-request")]
    [InlineData("/recommendations", "{\"video\":\"{video}\",\"range\":{\"start\":-1,\"end\":1}}", 422, "invalid-request")]
    [InlineData("/recommendations", "{\"video\":\"{video}\",\"range\":{\"start\":2,\"end\":1}}", 422, "invalid-request")]
    [InlineData("/recommendations", "{\"video\":\"{video}\",\"range\":{\"start\":1e9,\"end\":2e9}}", 422, "invalid-request")]
    [InlineData("/recommendations", "{}", 422, "invalid-request")]
    [InlineData("/videos/local", "{\"path\":\"/etc/passwd\"}", 422, "not-usable-media")]
    [InlineData("/videos/local", "{\"path\":\"../video.mp4\"}", 422, "unknown-file")]
    [InlineData("/videos/local", "{\"path\":\"/dev/zero\"}", 422, "not-usable-media")]
    [InlineData("/library/index", "{\"folders\":[\"../..\"]}", 422, "unknown-folder")]
    [InlineData("/library/index", "{\"folders\":[]}", 202, null)]
    [InlineData("/slideshows", "{\"pictures\":[]}", 422, "invalid-request")]
    [InlineData("/slideshows", "{\"pictures\":[\"{video}\",\"{video}\"]}", 422, "not-a-picture")]
    [InlineData("/annotations", "{\"annotator\":\"a\",\"trackId\":\"{track}\",\"start\":5,\"end\":1,\"text\":\"x\"}", 422,
        "invalid-request")]
    public async Task A_body_that_means_harm_is_refused(string path, string body, int status, string? code)
    {
        using var response = await Site.Client.PostAsync("/api/v1" + path, new StringContent(shared.Fill(body), Encoding.UTF8, Json));
        if (code is not null) await Site.RefusedAsync(response, status, code);
        else Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Json_of_depth_10000_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"filters\":", 10_000)) + "1" + new string('}', 10_000);
        using var response = await Site.Client.PostAsync("/api/v1/recommendations", new StringContent(deep, Encoding.UTF8, Json));
        await Site.RefusedAsync(response, 400, "invalid-request");
    }

    [Fact]
    public async Task A_text_of_a_megabyte_is_refused()
    {
        using var response = await Site.Client.PostAsJsonAsync("/api/v1/recommendations", new { text = new string('a', 100_000) });
        await Site.RefusedAsync(response, 422, "invalid-request");
        using var larger = await Site.Client.PostAsJsonAsync("/api/v1/recommendations", new { text = new string('a', 3_000_000) });
        await Site.RefusedAsync(larger, 413, "too-large");
    }

    [Theory]
    [InlineData("POST", "https://evil.example", null, 403)]
    [InlineData("POST", "null", null, 403)]
    [InlineData("POST", "http://localhost.evil.example", null, 403)]
    [InlineData("POST", null, "cross-site", 403)]
    [InlineData("POST", null, "same-site", 403)]
    [InlineData("GET", null, "cross-site", 403)]
    [InlineData("DELETE", "https://evil.example", "cross-site", 403)]
    public async Task Another_site_is_refused(string method, string? origin, string? fetchSite, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/library/index");
        if (method == "POST") request.Content = JsonContent.Create(new { folders = Array.Empty<string>() });
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (fetchSite is not null) request.Headers.Add("Sec-Fetch-Site", fetchSite);
        using var response = await Site.Client.SendAsync(request);
        await Site.RefusedAsync(response, status, "cross-site");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("TEXT/PLAIN;charset=utf-8")]
    public async Task A_body_that_a_form_of_another_site_can_send_is_refused(string type)
    {
        using var content = new StringContent("{\"folders\":[]}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await Site.Client.PostAsync("/api/v1/library/index", content);
        await Site.RefusedAsync(response, 415, "wrong-content-type");
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.1.7")]
    [InlineData("evil.example:80")]
    public async Task A_name_that_is_not_the_servers_is_refused(string host)
    {
        var answer = await RawHttp.SendAsync(Site.Server.Address, $"GET /api/v1/status HTTP/1.1\r\nHost: {host}\r\n\r\n");
        Assert.Equal((421, "unknown-host"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)] // no host
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nX: {a-lot}\r\n\r\n", 431)]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GARBAGE\r\n\r\n", 400)]
    [InlineData("GET /{a-lot} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414)]
    [InlineData("TRACE /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n", 405)]
    public async Task What_is_no_proper_request_is_refused(string request, int status)
    {
        var answer = await RawHttp.SendAsync(
            Site.Server.Address, request.Replace("{a-lot}", new string('a', 100_000), StringComparison.Ordinal));
        Assert.Equal(status, answer.Status);
        answer.AssertDiscreet();
    }

    [Fact]
    public async Task Nothing_of_all_this_was_a_fault_of_the_server()
    {
        await An_address_that_means_harm_is_refused("/api/v1/tracks/{track}/peaks?count=-1", 422, "invalid-request");
        await Json_of_depth_10000_is_refused();
        Assert.Empty(Site.Log);
    }
}
