using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Viml.Cli.Tests;
using Viml.Library.Indexing;
using Viml.Library.Sqlite;
using Viml.Testing;

namespace Viml.Web.Tests;

/// <summary>A running server with the toy models, a home of its own, and a client.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly List<string> _log = [];

    private TestSite(TemporaryFolder home) => Home = home;

    public TemporaryFolder Home { get; }

    public VimlServer Server { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Faults of the server that nobody expected.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log) return [.. _log];
        }
    }

    public static SqliteLibraries Libraries(TemporaryFolder home) => new(new Viml.Library.VimlPaths(home["home"]));

    /// <summary>Starts a server; with three indexed tracks unless told otherwise.</summary>
    public static async Task<TestSite> StartAsync(Func<ServerOptions, ServerOptions>? change = null, bool hasMusic = true)
    {
        var site = new TestSite(new TemporaryFolder());
        if (hasMusic) Index(site.Home, ToyMedia.Music(site.Home));
        Directory.CreateDirectory(site.Home["page"]);
        File.WriteAllText(Path.Combine(site.Home["page"], "index.html"), "<html><meta name=nonce content=\"{{nonce}}\"></html>");
        File.WriteAllText(Path.Combine(site.Home["page"], "app.js"), "export const x = 1;");
        var options = new ServerOptions
        {
            Port = 0, Libraries = Libraries(site.Home), Models = () => ToyModels.Create(), Page = site.Home["page"],
                Data = site.Home["data"],
            Temporary = Directory.CreateDirectory(site.Home["temporary"]).FullName,
            Limits = new ServerLimits { RequestsPerSecond = 10_000, UploadsPerMinute = 10_000 },
            Log = text =>
            {
                lock (site._log) site._log.Add(text);
            },
        };
        site.Server = await VimlServer.StartAsync(change?.Invoke(options) ?? options);
        site.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = site.Server.Address, Timeout = TimeSpan.FromMinutes(5),
        };
        return site;
    }

    public static void Index(TemporaryFolder home, string folder)
    {
        using var library = Libraries(home).Open("default");
        new Indexer(library, ToyModels.Create(), Libraries(home)).Run(new IndexRequest { Folders = [folder] }, null, default);
    }

    /// <summary>The answer to a GET as JSON.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync("/api/v1" + path);
        return await ReadAsync(response);
    }

    /// <summary>The answer to a POST of JSON as JSON.</summary>
    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await Client.PostAsJsonAsync("/api/v1" + path, body);
        return await ReadAsync(response);
    }

    /// <summary>Uploads a file; returns the video.</summary>
    public async Task<JsonElement> UploadAsync(string path, string? name = null)
    {
        using var response = await SendFileAsync(path, name);
        return await ReadAsync(response);
    }

    public async Task<HttpResponseMessage> SendFileAsync(string path, string? name = null, string type = "video/mp4")
    {
        await using var file = File.OpenRead(path);
        using var content = new StreamContent(file);
        content.Headers.ContentType = new(type);
        return await Client.PostAsync($"/api/v1/videos?name={Uri.EscapeDataString(name ?? Path.GetFileName(path))}", content);
    }

    /// <summary>Waits until a job is over; returns its last state.</summary>
    public async Task<JsonElement> WaitAsync(string job)
    {
        await using var events = await Client.GetStreamAsync($"/api/v1/jobs/{job}/events");
        using var lines = new StreamReader(events);
        JsonElement last = default;
        while (await lines.ReadLineAsync() is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal)) last = JsonDocument.Parse(line[6..]).RootElement;
        return last;
    }

    /// <summary>Checks that an answer is a problem of this status and code, without anything of the inside of the server.</summary>
    public async Task RefusedAsync(HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"expected {status}, got {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal($"urn:viml:problem:{code}", problem.GetProperty("type").GetString());
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Home.Path, text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Server is not null) await Server.DisposeAsync();
        Home.Dispose();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {text}");
        return response.StatusCode == HttpStatusCode.NoContent ? default : JsonDocument.Parse(text).RootElement;
    }
}
