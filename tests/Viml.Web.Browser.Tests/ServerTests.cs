namespace Viml.Web.Browser.Tests;

/// <summary>What depends on how the server was started.</summary>
[Collection(SiteTests.Name)]
public sealed class ServerTests(Site site)
{
    [SkippableFact]
    public async Task A_first_start_offers_to_index_a_folder_and_then_finds_its_tracks()
    {
        using var home = new TemporaryFolder();
        using var program = await ServedProgram.StartAsync(home.Path);
        await using var visit = await site.OpenAsync(address: program.Address);
        visit.ExpectedFaults.Add("422");
        await Expect(visit.Page.GetByText("Where is your music?")).ToBeVisibleAsync();
        await Expect(visit.Words).ToBeHiddenAsync();

        var folder = visit.Page.Locator(".first-start").GetByLabel("Folder");
        await folder.FillAsync("/no/such/folder");
        await folder.PressAsync("Enter");
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("folder");

        await folder.FillAsync(MadeMedia.Music(home["music"], "amber-map.opus", "salt-balcony.opus"));
        await folder.PressAsync("Enter");
        await Expect(visit.Page.Locator(".first-start progress")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("2 tracks indexed.");
        await visit.WriteAsync("guitar");
        await Expect(visit.Cards).ToHaveCountAsync(2);
    }

    [SkippableFact]
    public async Task A_server_with_a_key_asks_for_it_and_then_plays_music()
    {
        const string Key = "a-key-of-more-than-16-letters";
        using var home = new TemporaryFolder();
        using var program = await ServedProgram.StartAsync(home.Path, Key);
        await using var visit = await site.OpenAsync(address: program.Address);
        visit.ExpectedFaults.Add("401");
        await Expect(visit.Page.GetByText("This server needs a key")).ToBeVisibleAsync();
        var key = visit.Page.GetByLabel("Key", new() { Exact = true });
        await key.FillAsync("a-wrong-key-of-some-length");
        await key.PressAsync("Enter");
        await Expect(visit.Page.GetByText("This key is not right.")).ToBeVisibleAsync();
        await key.FillAsync(Key);
        await key.PressAsync("Enter");
        await Expect(visit.Page.GetByText("Where is your music?")).ToBeVisibleAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.GetByText("Where is your music?")).ToBeVisibleAsync(); // the session lasts
    }

    [SkippableFact]
    public async Task Names_and_tags_never_become_markup()
    {
        await using var visit = await site.OpenAsync();
        await visit.WriteAsync("strings");
        var card = visit.Cards.Filter(new LocatorFilterOptions { HasText = MadeMedia.HostileTitle });
        await Expect(card.Locator("h3")).ToHaveTextAsync(MadeMedia.HostileTitle);
        Assert.Equal("isolate", await card.Locator("h3 bdi").EvaluateAsync<string>("name => getComputedStyle(name).unicodeBidi"));
        await card.GetByRole(AriaRole.Button, new() { Name = "as A" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "More like this" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        await Expect(card.Locator(".detail-body h4").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".taste")).ToContainTextAsync(MadeMedia.HostileTitle);
        Assert.Equal(0, await visit.Page.Locator("img[src=x], main script, .card b").CountAsync());
        Assert.False(await visit.Page.EvaluateAsync<bool>("'owned' in window"));
    }

    [SkippableFact]
    public async Task Annotators_listen_describe_and_see_how_far_they_are()
    {
        await using var visit = await site.OpenAsync(path: "#annotate");
        await visit.Page.GetByLabel("Your name").FillAsync("Ada");
        await visit.Button("Begin").ClickAsync();
        await visit.Button("Listen").ClickAsync();
        await Expect(visit.Button("Pause")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".annotation .time")).ToHaveTextAsync("0:07 – 0:17"); // ten seconds from the middle of 24
        var text = visit.Page.GetByLabel("Description");
        await text.FillAsync("too short");
        await visit.Button("Save and next").ClickAsync();
        await Expect(visit.Page.GetByText("Write at least three words.")).ToBeVisibleAsync();
        await text.FillAsync("a lively, warm piece with drums");
        await text.PressAsync("Control+Enter");
        await Expect(visit.Page.GetByText("1 of 6 described")).ToBeVisibleAsync();
        await Expect(text).ToHaveValueAsync("");

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByText("Download as CSV").ClickAsync());
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        Assert.Equal("video_id,start,end,text,annotator", lines[0]);
        Assert.EndsWith("\"a lively, warm piece with drums\",Ada", lines[1], StringComparison.Ordinal);
    }
}
