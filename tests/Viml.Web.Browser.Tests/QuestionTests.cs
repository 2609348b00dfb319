namespace Viml.Web.Browser.Tests;

[Collection(SiteTests.Name)]
public sealed class QuestionTests(Site site)
{
    [SkippableFact]
    public async Task Words_alone_give_a_ranking_and_an_example_is_a_click_away()
    {
        await using var visit = await site.OpenAsync();
        await visit.RankAsync(() => visit.Button("calm piano, no drums").ClickAsync());
        await Expect(visit.Words).ToHaveValueAsync("calm piano, no drums");
        await Expect(visit.Page.Locator(".notes")).ToContainTextAsync("drums");
        await Expect(visit.Cards.First.Locator("h3")).ToHaveTextAsync("Painted Stairs"); // the only piano of the library
        await Expect(visit.Balance).ToBeDisabledAsync(); // there is nothing to weigh the words against
    }

    [SkippableFact]
    public async Task The_balance_ranks_anew_without_looking_at_the_video_again()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        var byPicture = await visit.TitlesAsync();
        await visit.WriteAsync("classical piano and flute, romantic");
        var byWords = await visit.TitlesAsync();
        Assert.NotEqual(byPicture, byWords);

        visit.Requests.Clear();
        await visit.Balance.FocusAsync();
        await visit.RankAsync(() => visit.Page.Keyboard.PressAsync("Home"));
        await Expect(visit.Balance).ToHaveAttributeAsync("aria-valuetext", "100 % picture, 0 % words");
        Assert.Equal(byPicture, await visit.TitlesAsync());
        Assert.DoesNotContain(visit.Requests, request => request.Url.Contains("/videos", StringComparison.Ordinal));

        await visit.RankAsync(() => visit.Page.Keyboard.PressAsync("End"));
        Assert.Equal(byWords, await visit.TitlesAsync());
    }

    [SkippableFact]
    public async Task What_the_music_should_do_without_is_left_out_until_it_is_taken_back()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        await visit.WriteAsync("electric guitar");
        var before = await visit.TitlesAsync();
        await visit.Page.GetByLabel("Without").FillAsync("drums");
        await visit.RankAsync(() => visit.Page.GetByLabel("Without").PressAsync("Enter"));
        await Expect(visit.Page.Locator(".notes")).ToContainTextAsync("Left out: drums");
        Assert.NotEqual(before, await visit.TitlesAsync());
        await visit.RankAsync(() => visit.Page.GetByTitle("Remove drums").ClickAsync());
        Assert.Equal(before, await visit.TitlesAsync());
    }

    [SkippableFact]
    public async Task Each_filter_says_how_many_tracks_it_removes()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        var all = await visit.Cards.CountAsync();
        await visit.Page.Locator(".filters summary").ClickAsync();
        await visit.Page.GetByLabel("Only tracks with").FillAsync("piano");
        await visit.RankAsync(() => visit.Page.GetByLabel("Only tracks with").PressAsync("Enter"));
        var kept = await visit.Cards.CountAsync();
        Assert.InRange(kept, 1, all - 1);
        await Expect(visit.Page.Locator(".effects")).ToContainTextAsync($"removes {all - kept}");

        await visit.Page.GetByLabel("Length: From").FillAsync("1:00");
        await visit.RankAsync(() => visit.Page.GetByLabel("Length: From").PressAsync("Tab"));
        await Expect(visit.Page.Locator(".effects")).ToContainTextAsync($"at least 1:00removes {kept}");
        await Expect(visit.Page.GetByText("No track passes your filters.")).ToBeVisibleAsync();

        await visit.Page.GetByLabel("Length: To").FillAsync("soon");
        await visit.Page.GetByLabel("Length: To").PressAsync("Tab");
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("Write a time as 1:30 or 90.");
        await visit.RankAsync(() => visit.Page.GetByTitle("Remove at least 1:00").ClickAsync());
        await visit.RankAsync(() => visit.Page.GetByTitle("Remove piano").ClickAsync());
        await Expect(visit.Cards).ToHaveCountAsync(all);
    }

    [SkippableFact]
    public async Task Where_nothing_fits_the_page_says_so()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        await visit.WriteAsync("energetic drums and electric guitar");
        await visit.Page.GetByLabel("Without").FillAsync("piano");
        await visit.RankAsync(() => visit.Page.GetByLabel("Without").PressAsync("Enter"));
        await visit.Page.Locator(".filters summary").ClickAsync();
        await visit.Page.GetByLabel("Only tracks with").FillAsync("piano");
        await visit.RankAsync(() => visit.Page.GetByLabel("Only tracks with").PressAsync("Enter"));
        await Expect(visit.Page.GetByText("Nothing in your library fits well.")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Words_that_are_not_understood_give_no_ranking_and_are_named()
    {
        await using var visit = await site.OpenAsync();
        await visit.WriteAsync("xqzt");
        await Expect(visit.Page.Locator(".notes")).ToContainTextAsync("understood");
        await Expect(visit.Page.GetByText("Nothing to go by. Say what the music should sound like.")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task More_like_a_track_and_less_of_another_change_the_ranking_until_taken_back()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        var before = await visit.TitlesAsync();
        var last = visit.Card(before[^1]);
        await visit.RankAsync(() => last.GetByRole(AriaRole.Button, new() { Name = "More like this" }).ClickAsync());
        await Expect(visit.Page.Locator(".taste")).ToContainTextAsync("More like");
        Assert.True((await visit.TitlesAsync()).ToList().IndexOf(before[^1]) < before.Count - 1, "a track that is liked moves up");

        await visit.RankAsync(() => last.GetByRole(AriaRole.Button, new() { Name = "Less of that" }).ClickAsync());
        await Expect(visit.Page.Locator(".taste")).ToContainTextAsync("Less of");
        Assert.Equal(before[^1], (await visit.TitlesAsync())[^1]);
        await visit.RankAsync(() => visit.Page.Locator(".taste button").ClickAsync());
        Assert.Equal(before, await visit.TitlesAsync());
    }

    [SkippableFact]
    public async Task Downbeats_land_on_cuts_where_the_reader_wants_it()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        var response = await visit.RankAsync(() => visit.Page.GetByLabel("Let a downbeat land on a cut").CheckAsync());
        var tracks = (await response.JsonAsync())!.Value.GetProperty("tracks").EnumerateArray().ToList();
        Assert.All(tracks, track => Assert.True(track.TryGetProperty("onBeat", out _)));
        var first = tracks.FirstOrDefault(track => track.GetProperty("onBeat").ValueKind == System.Text.Json.JsonValueKind.True);
        if (first.ValueKind == System.Text.Json.JsonValueKind.Object)
            await Expect(visit.Card(first.GetProperty("title").GetString()!).Locator(".start")).ToContainTextAsync("on the beat");
    }
}
