using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Viml.Cli.Tests;
using Viml.Testing;

namespace Viml.Web.Tests.Libraries;

public sealed class LibraryTests
{
    [Fact]
    public async Task The_first_start_has_no_library_says_so_and_indexes_one()
    {
        await using var site = await TestSite.StartAsync(hasMusic: false);
        Assert.Equal("none", (await site.GetAsync("/library")).GetProperty("state").GetString());
        using var refused = await site.Client.PostAsJsonAsync("/api/v1/recommendations", new { text = "loud" });
        await site.RefusedAsync(refused, 409, "no-library");

        using var accepted = await site.Client.PostAsJsonAsync(
            "/api/v1/library/index", new { folders = new[] { ToyMedia.Music(site.Home) } });
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var job = await accepted.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($"/api/v1/jobs/{job.GetProperty("id").GetString()}", accepted.Headers.Location!.OriginalString);
        var over = await site.WaitAsync(job.GetProperty("id").GetString()!);
        Assert.Equal("done", over.GetProperty("state").GetString());
        var result = over.GetProperty("result");
        Assert.Equal((3, 3, 3, 0), (Number(result, "tracks"), Number(result, "found"), Number(result, "indexed"),
            Number(result, "failed")));
        Assert.Equal("done", (await site.GetAsync($"/jobs/{job.GetProperty("id").GetString()}")).GetProperty("state").GetString());

        var library = await site.GetAsync("/library");
        Assert.Equal(("ready", 3), (library.GetProperty("state").GetString(), Number(library, "tracks")));
        Assert.Equal([site.Home["music"]], library.GetProperty("folders").EnumerateArray().Select(folder => folder.GetString()));
        Assert.Equal(1, library.GetProperty("tags").EnumerateArray().Where(tag => tag.GetProperty("name").GetString() == "drums")
            .Select(tag => Number(tag, "tracks")).Single());
        Assert.Equal(3, (await site.PostAsync("/recommendations", new { text = "loud" })).GetProperty("tracks").GetArrayLength());
    }

    [Fact]
    public async Task A_library_that_is_indexed_again_removed_and_made_anew_is_served_as_it_is()
    {
        await using var site = await TestSite.StartAsync();
        Assert.Equal(3, await Count(site));
        File.Delete(Path.Combine(site.Home["music"], "hum.wav"));
        TestSite.Index(site.Home, site.Home["music"]);
        Assert.Equal(2, await Count(site));
        TestSite.Libraries(site.Home).Remove("default");
        using var refused = await site.Client.PostAsJsonAsync("/api/v1/recommendations", new { text = "loud" });
        await site.RefusedAsync(refused, 409, "no-library");
        Assert.Equal("none", (await site.GetAsync("/library")).GetProperty("state").GetString());
        using var other = new TemporaryFolder();
        TestSite.Index(site.Home, ToyMedia.Music(other));
        Assert.Equal(3, await Count(site));
        Assert.Equal([other["music"]], (await site.GetAsync("/library")).GetProperty("folders").EnumerateArray()
            .Select(f => f.GetString()));
    }

    [Fact]
    public async Task Answers_go_on_while_the_library_is_removed_and_made_again_and_again()
    {
        await using var site = await TestSite.StartAsync();
        using var stop = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            for (var round = 0; round < 5; round++)
            {
                TestSite.Libraries(site.Home).Remove("default");
                TestSite.Index(site.Home, site.Home["music"]);
            }
            stop.Cancel();
        });
        var seen = new HashSet<HttpStatusCode>();
        while (!stop.IsCancellationRequested)
        {
            using var response = await site.Client.PostAsJsonAsync("/api/v1/recommendations", new { text = "loud" });
            seen.Add(response.StatusCode);
        }
        await changing;
        Assert.Contains(HttpStatusCode.OK, seen);
        Assert.True(seen.IsSubsetOf([HttpStatusCode.OK, HttpStatusCode.Conflict]), string.Join('\n', [.. seen, .. site.Log]));
        Assert.Equal(3, await Count(site));
    }

    [Fact]
    public async Task A_library_of_another_bundle_says_what_to_do()
    {
        await using var site = await TestSite.StartAsync(options => options with { Models = () =>
            ToyModels.Create("another-bundle-hash") });
        using var refused = await site.Client.PostAsJsonAsync("/api/v1/recommendations", new { text = "loud" });
        await site.RefusedAsync(refused, 409, "other-bundle");
        Assert.Contains("viml index", (await site.GetAsync("/library")).GetProperty("problem").GetString(), StringComparison.Ordinal);
        using var accepted = await site.Client.PostAsJsonAsync("/api/v1/library/index", new { folders = Array.Empty<string>() });
        await site.WaitAsync((await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
        Assert.Equal(3, await Count(site));
    }

    [Fact]
    public async Task A_folder_without_music_fails_the_job_and_not_the_server()
    {
        await using var site = await TestSite.StartAsync();
        Directory.CreateDirectory(site.Home["nothing"]);
        using var accepted = await site.Client.PostAsJsonAsync("/api/v1/library/index", new { folders = new[] { site.Home["nothing"] } });
        var job = await site.WaitAsync((await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Equal("no-music", job.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(3, await Count(site));
    }

    private static async Task<int> Count(TestSite site) =>
        (await site.PostAsync("/recommendations", new { text = "loud" })).GetProperty("tracks").GetArrayLength();

    private static int Number(JsonElement owner, string name) => owner.GetProperty(name).GetInt32();
}
