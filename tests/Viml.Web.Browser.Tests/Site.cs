using System.Net.Http.Json;
using System.Text.Json;

namespace Viml.Web.Browser.Tests;

/// <summary>One server with a small library, and one browser, for all tests that change neither.</summary>
public sealed class Site : IAsyncLifetime
{
    private const float Patience = 60_000; // ms; a slow machine that also runs other tests

    private readonly TemporaryFolder _home = new();
    private ServedProgram? _program;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A folder for the files of tests.</summary>
    internal string Folder => _home.Path;

    /// <summary>The address of the server that has a library.</summary>
    internal Uri Address => _program!.Address;

    public async Task InitializeAsync()
    {
        if (Chromium.Program is null) return;
        var music = MadeMedia.Music(
            _home["music"], "amber-map.opus", "borrowed-window.opus", "cedar-kite.opus", "glass-window.opus", "painted-stairs.opus");
        MadeMedia.HostileTrack(music, "chalk-engine.opus");
        _program = await ServedProgram.StartAsync(_home["home"], null, "--music", music);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        await WaitForLibraryAsync();
    }

    /// <summary>Opens the page in a browser window of its own.</summary>
    internal async Task<Visit> OpenAsync(
        int width = 1280, ColorScheme scheme = ColorScheme.Light, Uri? address = null, string path = "")
    {
        TestPaths.Require(Chromium.Program is not null, "Chromium is not installed");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 844 : 800 },
            ColorScheme = scheme,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        var visit = new Visit(context, await context.NewPageAsync(), address ?? Address);
        await visit.Page.GotoAsync((address ?? Address) + path);
        return visit;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _program?.Dispose();
        _home.Dispose();
    }

    private async Task WaitForLibraryAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var library = await client.GetFromJsonAsync<JsonElement>("/api/v1/library");
        if (library.GetProperty("job").GetString() is { } job) // the events end when the job does
            await client.GetStringAsync($"/api/v1/jobs/{job}/events");
    }
}

/// <summary>The tests run one after the other: they share two processors with a browser and a server.</summary>
[CollectionDefinition(Name)]
public sealed class SiteTests : ICollectionFixture<Site>
{
    internal const string Name = "site";
}
