using System.Text.RegularExpressions;

namespace Viml.Web.Browser.Tests;

/// <summary>
/// One visit to the page. At its end, nothing may have gone wrong: no error in the console, no exception, no request to another host.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    public Visit(IBrowserContext context, IPage page, Uri address)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _faults.Add(message.Text);
        };
        page.PageError += (_, error) => _faults.Add(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } url && url.Authority != address.Authority)
                _faults.Add($"request to {url}");
            Requests.Add(request);
        };
    }

    public IPage Page { get; }

    /// <summary>All requests so far.</summary>
    public List<IRequest> Requests { get; } = [];

    /// <summary>What the console may say in this visit.</summary>
    public List<string> ExpectedFaults { get; } = [];

    public ILocator Cards => Page.Locator(".card");

    public ILocator Card(string title) => Cards.Filter(new LocatorFilterOptions
    {
        Has = Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }),
    });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Words => Page.GetByLabel("What should it sound like?");

    public ILocator Balance => Page.GetByLabel("Balance");

    /// <summary>Takes a sample video and waits for its ranking.</summary>
    public async Task TakeSampleAsync(string name = "Night city")
    {
        var button = new Regex($"sample {name}", RegexOptions.IgnoreCase);
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = button }).ClickAsync();
        await Expect(Cards.First).ToBeVisibleAsync();
    }

    /// <summary>Writes words and waits for the ranking that belongs to them.</summary>
    public async Task WriteAsync(string words) => await RankAsync(async () =>
    {
        await Words.FillAsync(words);
        await Words.PressAsync("Enter");
    });

    /// <summary>Does something that asks for a new ranking and waits for it.</summary>
    public async Task<IResponse> RankAsync(Func<Task> act)
    {
        var response = await Page.RunAndWaitForResponseAsync(
            act, answer => answer.Url.EndsWith("/recommendations", StringComparison.Ordinal));
        await Expect(Page.Locator(".cards")).ToHaveAttributeAsync("aria-busy", "false");
        return response;
    }

    /// <summary>The titles in their order.</summary>
    public Task<IReadOnlyList<string>> TitlesAsync() => Page.Locator(".card h3").AllTextContentsAsync();

    /// <summary>Evaluates an expression in which <c>player</c> is the player of the page.</summary>
    public Task<T> PlayerAsync<T>(string expression) => Page.EvaluateAsync<T>(
        $"async () => {{ const {{ player }} = await import('/app.js'); return {expression}; }}");

    /// <summary>Waits until an expression with <c>player</c> holds.</summary>
    public async Task WaitForPlayerAsync(string condition)
    {
        await Page.EvaluateAsync("async () => { window.player = (await import('/app.js')).player; }"); // conditions cannot wait for it
        await Page.WaitForFunctionAsync($"() => {condition}");
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        var faults = _faults.Where(fault => !ExpectedFaults.Any(fault.Contains)).ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }
}
