namespace Viml.Web.Browser.Tests;

[Collection(SiteTests.Name)]
public sealed class PlayerTests(Site site)
{
    private const double MostError = 0.040; // seconds between picture and sound

    // The error of each frame shown: where the music is when the frame appears, against the frame.
    private const string FrameErrors =
        """
        async count => {
            const { player } = await import('/app.js');
            const { latency } = await import('/player/graph.js');
            const errors = [];
            await new Promise(resolve => {
                const frame = (now, { mediaTime, expectedDisplayTime }) => {
                    const music = player.deck.audio.currentTime + (expectedDisplayTime - performance.now()) / 1000;
                    errors.push(music - player.deck.start - latency() - (mediaTime - player.from));
                    if (errors.length < count && player.playing) player.picture.requestVideoFrameCallback(frame); else resolve();
                };
                player.picture.requestVideoFrameCallback(frame);
            });
            return errors;
        }
        """;

    [SkippableFact]
    public async Task Video_and_track_play_in_sync_from_the_best_moment()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        await visit.Cards.First.GetByRole(AriaRole.Button, new() { Name = "Play " }).First.ClickAsync();
        await visit.WaitForPlayerAsync("player.playing && player.time > 1");
        await Expect(visit.Cards.First).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("heard"));
        var errors = await visit.Page.EvaluateAsync<double[]>(FrameErrors, 40);
        var typical = errors.Select(Math.Abs).Order().ElementAt(errors.Length / 2);
        Assert.True(typical < MostError, $"half of the frames are more than {typical * 1000:0} ms off");
        Assert.True(await visit.PlayerAsync<double>("player.deck.gain.gain.value") > 0.1, "the track is heard");
    }

    [SkippableFact]
    public async Task Tracks_are_matched_in_loudness()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        await visit.WaitForPlayerAsync("player.decks.slice(0, 3).every(deck => deck.level !== 1)"); // the loudness of all three is known
        var levels = await visit.PlayerAsync<double[]>("player.decks.slice(0, 3).map(deck => deck.level)");
        Assert.True(levels.Max() / levels.Min() > 1.02, "tracks of different loudness are played with different gains");
    }

    [SkippableFact]
    public async Task Keys_switch_between_tracks_on_the_same_picture_without_losing_the_position()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        await visit.Page.Locator(".results").FocusAsync();
        await visit.Page.Keyboard.PressAsync(" ");
        await visit.WaitForPlayerAsync("player.playing && player.time > 0.5");
        foreach (var (key, slot) in new[] { ("b", 1), ("c", 2), ("A", 0) })
        {
            var before = await visit.PlayerAsync<double>("player.time");
            await visit.Page.Keyboard.PressAsync(key);
            await Expect(visit.Page.Locator($".slot-{slot}.slot")).ToHaveAttributeAsync("aria-pressed", "true");
            await visit.WaitForPlayerAsync($"player.active === {slot} && player.deck.gain.gain.value > 0.1 && !player.deck.audio.paused");
            var silent = await visit.PlayerAsync<double>(
                "Math.max(...player.decks.filter(deck => deck !== player.deck && deck.gain).map(deck => deck.gain.gain.value))");
            Assert.True(silent < 0.1, "one track is heard at a time");
            var after = await visit.PlayerAsync<double>("player.time");
            Assert.True(after >= before, $"the picture goes on ({before:0.00} s, then {after:0.00} s)");
            await visit.WaitForPlayerAsync(FormattableString.Invariant($"Math.abs(player.ahead) < {MostError}"));
        }
        await visit.Page.Keyboard.PressAsync(" ");
        Assert.False(await visit.PlayerAsync<bool>("player.playing"));
    }

    [SkippableFact]
    public async Task Another_track_becomes_B_and_starts_where_the_reader_clicks()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        var fourth = visit.Cards.Nth(3);
        var title = await fourth.Locator("h3").TextContentAsync();
        await fourth.GetByRole(AriaRole.Button, new() { Name = "as B" }).ClickAsync();
        await Expect(visit.Page.Locator(".slot-1.slot")).ToContainTextAsync(title!);

        var waveform = fourth.GetByRole(AriaRole.Slider);
        var start = double.Parse((await waveform.GetAttributeAsync("aria-valuenow"))!, System.Globalization.CultureInfo.InvariantCulture);
        await waveform.PressAsync("ArrowRight");
        await waveform.PressAsync("ArrowRight");
        await Expect(waveform).ToHaveAttributeAsync("aria-valuetext", $"Starts at 0:{start + 2:00}");
        Assert.Equal(start + 2, await visit.PlayerAsync<double>("player.decks[1].start"), 0.01);
        await fourth.GetByText("Back to the best moment").ClickAsync();
        Assert.Equal(start, await visit.PlayerAsync<double>("player.decks[1].start"), 0.5);
    }

    [SkippableFact]
    public async Task A_part_of_the_video_is_chosen_by_keys_and_ranked_and_played_alone()
    {
        await using var visit = await site.OpenAsync();
        await visit.TakeSampleAsync();
        await visit.WaitForPlayerAsync("player.picture.duration > 0");
        await visit.Page.Locator(".results").FocusAsync();
        for (var second = 0; second < 4; second++) await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.RankAsync(() => visit.Page.Keyboard.PressAsync("i"));
        for (var second = 0; second < 3; second++) await visit.Page.Keyboard.PressAsync("ArrowRight");
        var response = await visit.RankAsync(() => visit.Page.Keyboard.PressAsync("o"));
        var part = (await response.JsonAsync())!.Value.GetProperty("query").GetProperty("part");
        Assert.Equal(4, part.GetProperty("start").GetDouble(), 0.1);
        Assert.Equal(7, part.GetProperty("end").GetDouble(), 0.1);
        await Expect(visit.Page.GetByText("Only 0:04 – 0:07")).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync(" ");
        await visit.WaitForPlayerAsync("player.playing");
        await visit.WaitForPlayerAsync("!player.playing"); // at the end of the part
        Assert.Equal(7, await visit.PlayerAsync<double>("player.time"), 0.5);
        await visit.RankAsync(() => visit.Page.Keyboard.PressAsync("x"));
        await Expect(visit.Page.GetByText("Only 0:04")).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task The_cue_list_has_a_track_for_each_scene_and_plays_them_one_after_the_other()
    {
        await using var visit = await site.OpenAsync();
        await visit.Page.Locator("input[type=file]").SetInputFilesAsync(MadeMedia.Video(Path.Combine(site.Folder, "two scenes.mp4")));
        await Expect(visit.Page.Locator(".marks .cut")).ToHaveCountAsync(1);
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Cue list" }).ClickAsync();
        var cues = visit.Page.Locator(".cue");
        await Expect(cues).ToHaveCountAsync(2);
        await Expect(cues.Nth(0)).ToContainTextAsync("0:00 – 0:02");
        await Expect(cues.Nth(0).Locator("option")).ToHaveCountAsync(3);

        await cues.Nth(1).GetByRole(AriaRole.Combobox).SelectOptionAsync(new SelectOptionValue { Index = 2 });
        var chosen = await cues.Nth(1).GetByRole(AriaRole.Combobox).InputValueAsync();
        await visit.Button("Play all").ClickAsync();
        await Expect(cues.Nth(0)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("heard"));
        await Expect(cues.Nth(1)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("heard"));
        Assert.Equal(chosen, await visit.PlayerAsync<string>("player.deck.track?.id ?? ''"));
        await visit.WaitForPlayerAsync("!player.playing");

        await visit.Button("Copy as text").ClickAsync();
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("clipboard");
        var lines = (await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("0:00\t0:02\t", lines[0], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_track_that_cannot_be_read_is_named_and_the_picture_goes_on()
    {
        await using var visit = await site.OpenAsync();
        visit.ExpectedFaults.Add("410");
        await visit.Page.RouteAsync("**/audio", route => route.FulfillAsync(new RouteFulfillOptions { Status = 410 }));
        await visit.TakeSampleAsync();
        await visit.Cards.First.GetByRole(AriaRole.Button, new() { Name = "Play " }).First.ClickAsync();
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("cannot be read");
        await visit.WaitForPlayerAsync("player.playing && player.time > 0.5");
    }
}
