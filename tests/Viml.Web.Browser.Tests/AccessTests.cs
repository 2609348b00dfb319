using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Viml.Web.Browser.Tests;

/// <summary>Every state of the page, wide and narrow, light and dark.</summary>
[Collection(SiteTests.Name)]
public sealed class AccessTests(Site site)
{
    private const int MostBytes = 300_000; // of the page without media

    [SkippableTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_window(int width, ColorScheme scheme)
    {
        await using var visit = await site.OpenAsync(width, scheme);
        visit.ExpectedFaults.Add("inline style"); // axe tries to
        await Expect(visit.Page.Locator(".sample img").Last).ToBeVisibleAsync();
        await CheckAsync(visit, "start", width);
        await visit.TakeSampleAsync();
        await visit.WriteAsync("electric guitar");
        await visit.Page.Locator(".filters summary").ClickAsync();
        await visit.RankAsync(() => visit.Cards.First.Locator(".tag").First.ClickAsync());
        await visit.Cards.First.GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        await Expect(visit.Page.Locator(".detail-body h4").First).ToBeVisibleAsync();
        await visit.RankAsync(() => visit.Cards.First.GetByRole(AriaRole.Button, new() { Name = "More like this" }).ClickAsync());
        await CheckAsync(visit, "ranking", width);
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Cue list" }).ClickAsync();
        await Expect(visit.Page.Locator(".cue").First).ToBeVisibleAsync();
        await CheckAsync(visit, "cue list", width);
        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckAsync(visit, "shortcuts", width);
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Describe" }).ClickAsync();
        await visit.Page.GetByLabel("Your name").FillAsync("Grace");
        await visit.Button("Begin").ClickAsync();
        await Expect(visit.Page.GetByLabel("Description")).ToBeVisibleAsync();
        await CheckAsync(visit, "annotation", width);
    }

    [SkippableFact]
    public async Task All_is_reached_by_the_tab_key_and_shortcuts_can_be_switched_off()
    {
        await using var visit = await site.OpenAsync();
        await Expect(visit.Page.Locator(".sample img").Last).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit.Page.GetByText("Skip to the results")).ToBeFocusedAsync();
        await visit.TakeSampleAsync();
        await visit.Page.Locator(".results").FocusAsync();
        await visit.Page.Keyboard.PressAsync("j");
        await Expect(visit.Cards.First).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit.Cards.First.Locator(".play")).ToBeFocusedAsync();

        await visit.Page.Keyboard.PressAsync("?");
        await visit.Page.GetByLabel("Use keyboard shortcuts").UncheckAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Locator(".results").FocusAsync();
        await visit.Page.Keyboard.PressAsync("b");
        Assert.Equal(0, await visit.PlayerAsync<int>("player.active"));
    }

    [SkippableFact]
    public async Task The_page_is_light_in_weight_and_keeps_the_chosen_colours()
    {
        await using var visit = await site.OpenAsync();
        await Expect(visit.Page.Locator(".sample img").Last).ToBeVisibleAsync();
        var bytes = await visit.Page.EvaluateAsync<int>(
            """
            performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
                .filter(entry => !entry.name.includes('/api/')).reduce((sum, entry) => sum + entry.transferSize, 0)
            """);
        Assert.InRange(bytes, 10_000, MostBytes);

        var ground = "() => getComputedStyle(document.body).backgroundColor";
        var light = await visit.Page.EvaluateAsync<string>(ground);
        await visit.Button("Colours: as the system").ClickAsync();
        await visit.Button("Colours: light").ClickAsync();
        var dark = await visit.Page.EvaluateAsync<string>(ground);
        Assert.NotEqual(light, dark);
        await visit.Page.ReloadAsync();
        await Expect(visit.Button("Colours: dark")).ToBeVisibleAsync();
        Assert.Equal(dark, await visit.Page.EvaluateAsync<string>(ground));
    }

    private static async Task CheckAsync(Visit visit, string state, int width)
    {
        var result = await visit.Page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{state}: {string.Join("\n", result.Violations.Select(Describe))}");
        var wide = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"{state}: {wide} px are wider than the window");
    }

    private static string Describe(AxeResultItem item) => $"{item.Id}: {item.Help} {item.Nodes[0].Html}";
}
