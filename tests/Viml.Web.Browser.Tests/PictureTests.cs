namespace Viml.Web.Browser.Tests;

[Collection(SiteTests.Name)]
public sealed class PictureTests(Site site)
{
    [SkippableFact]
    public async Task A_dropped_video_is_looked_at_and_gets_a_ranking_with_reasons()
    {
        await using var visit = await site.OpenAsync();
        var video = MadeMedia.Video(Path.Combine(site.Folder, "dropped.mp4"));
        await Expect(visit.Page.GetByText("Drop a video or pictures here")).ToBeVisibleAsync();
        var data = await visit.Page.EvaluateHandleAsync(
            """
            bytes => {
                const data = new DataTransfer();
                const content = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0));
                data.items.add(new File([content], 'my <b>trip</b>.mp4', { type: 'video/mp4' }));
                return data;
            }
            """, Convert.ToBase64String(await File.ReadAllBytesAsync(video)));
        await visit.Page.DispatchEventAsync("body", "drop", new { dataTransfer = data });

        await Expect(visit.Cards.First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".picture-title")).ToHaveTextAsync("my <b>trip</b>.mp4");
        await Expect(visit.Cards.First.Locator(".why strong").First).Not.ToBeEmptyAsync();
        await Expect(visit.Cards.First.Locator(".description")).Not.ToBeEmptyAsync();
        await Expect(visit.Cards.First.Locator(".waves > div")).ToBeVisibleAsync(); // the waveform
        await Expect(visit.Page.Locator(".marks .cut")).ToHaveCountAsync(1); // in the middle, where the video was joined
        Assert.Equal(4, await visit.PlayerAsync<double>("player.picture.duration"), 0.2);
    }

    [SkippableFact]
    public async Task Chosen_pictures_become_a_slideshow()
    {
        await using var visit = await site.OpenAsync();
        await visit.Page.Locator("input[type=file]").SetInputFilesAsync(
        [
            MadeMedia.Picture(Path.Combine(site.Folder, "night.png"), "0x101030"),
            MadeMedia.Picture(Path.Combine(site.Folder, "noon.png"), "0xf0d070"),
        ]);
        await Expect(visit.Cards.First).ToBeVisibleAsync();
        await visit.WaitForPlayerAsync("player.picture.duration > 7"); // 4 s for each picture
    }

    [SkippableFact]
    public async Task A_file_that_is_no_video_is_refused_in_words()
    {
        await using var visit = await site.OpenAsync();
        visit.ExpectedFaults.Add("422");
        var path = Path.Combine(site.Folder, "notes.mp4");
        await File.WriteAllTextAsync(path, "no video at all");
        await visit.Page.Locator("input[type=file]").SetInputFilesAsync(path);
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("cannot be used");
        await Expect(visit.Page.GetByText("Drop a video or pictures here")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task A_video_of_this_computer_is_taken_by_its_path()
    {
        await using var visit = await site.OpenAsync();
        await visit.Page.GetByText("Use a file on this computer").ClickAsync();
        await visit.Page.GetByLabel("Path of the video").FillAsync(Path.Combine(MadeMedia.Samples, "videos", "bonfire.mp4"));
        await visit.Button("Open").ClickAsync();
        await Expect(visit.Cards.First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".picture-title")).ToHaveTextAsync("bonfire.mp4");
    }
}
