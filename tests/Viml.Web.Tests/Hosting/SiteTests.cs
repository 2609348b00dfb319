using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Viml.Web.Tests.Hosting;

public sealed class SiteTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private TestSite Site => shared.Site;

    [Fact]
    public async Task The_page_allows_no_code_but_its_own_and_a_new_number_each_time()
    {
        using var first = await Site.Client.GetAsync("/");
        using var second = await Site.Client.GetAsync("/index.html");
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        var (one, other) = (await Nonce(first), await Nonce(second));
        Assert.Contains($"'nonce-{one}'", policy, StringComparison.Ordinal);
        Assert.NotEqual(one, other);
        using var script = await Site.Client.GetAsync("/app.js");
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", script.Headers.CacheControl!.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app.js") { Headers = { IfNoneMatch = { script.Headers.ETag! } } };
        using var again = await Site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Status_health_and_metrics_say_how_it_is()
    {
        var status = await Site.GetAsync("/status");
        Assert.Equal("toy", status.GetProperty("bundle").GetProperty("name").GetString());
        Assert.Equal(3, status.GetProperty("library").GetProperty("tracks").GetInt32());
        Assert.True(status.GetProperty("localPaths").GetBoolean());
        Assert.NotEqual("", status.GetProperty("ffmpeg").GetString());
        using var ready = await Site.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await Site.PostAsync("/recommendations", new { text = "loud" });
        var metrics = await Site.Client.GetStringAsync("/metrics");
        Assert.Contains("viml_recommendation_stage_seconds_count", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_count", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_api_has_every_address_with_types_and_refusals()
    {
        var document = JsonDocument.Parse(await Site.Client.GetStringAsync("/openapi.json")).RootElement;
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, Method: operation.Name, operation.Value)))
                .ToList();
        foreach (var (address, method) in new[]
        {
            ("status", "get"), ("library", "get"), ("library/index", "post"), ("jobs/{id}", "get"), ("jobs/{id}", "delete"),
            ("jobs/{id}/events", "get"), ("samples", "get"), ("videos", "post"), ("videos/local", "post"), ("slideshows", "post"),
            ("videos/{id}", "get"), ("videos/{id}", "delete"), ("videos/{id}/media", "get"), ("videos/{id}/frame", "get"),
            ("recommendations", "post"), ("cues", "post"), ("tracks/{id}", "get"), ("tracks/{id}/audio", "get"),
            ("tracks/{id}/peaks", "get"), ("tracks/{id}/loudness", "get"), ("tracks/{id}/similar", "get"), ("annotations", "get"),
            ("annotations", "post"), ("annotations/next", "get"), ("annotations/progress", "get"), ("session", "post"),
        })
            Assert.Contains(operations, operation => (operation.Name, operation.Method) == ($"/api/v1/{address}", method));
        Assert.All(operations, operation => Assert.True(operation.Value.TryGetProperty("operationId", out _), operation.Name));
        var ids = operations.Select(operation => operation.Value.GetProperty("operationId").GetString()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal("string", schemas.GetProperty("RankingKind").GetProperty("type").GetString());
        foreach (var schema in new[] { "RecommendationAnswer", "RecommendationOrder", "VideoAnswer", "JobStatus", "TrackAnswer",
            "ProblemAnswer" })
            Assert.True(schemas.TryGetProperty(schema, out _), schema);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        var fault = await Assert.ThrowsAnyAsync<IOException>(
            () => TestSite.StartAsync(options => options with { Port = Site.Server.Address.Port }, hasMusic: false));
        Assert.Contains("address already in use", fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_address_without_a_meaning_and_a_wrong_method_are_problems_too()
    {
        using var nothing = await Site.Client.GetAsync("/api/v1/nothing");
        await Site.RefusedAsync(nothing, 404, "not-found");
        using var wrong = await Site.Client.PutAsJsonAsync("/api/v1/recommendations", new { text = "loud" });
        await Site.RefusedAsync(wrong, 405, "method-not-allowed");
        using var type = await Site.Client.PostAsync("/api/v1/recommendations", new ByteArrayContent([1]) {
            Headers = { ContentType = new("image/png") } });
        await Site.RefusedAsync(type, 415, "wrong-content-type");
    }

    private static async Task<string> Nonce(HttpResponseMessage page) => (await page.Content.ReadAsStringAsync()).Split('"')[1];
}
