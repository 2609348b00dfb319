using System.Text.Json;
using Viml.Cli.Tests;
using Viml.Media.Video;

namespace Viml.Web.Tests.Recommendations;

public sealed class RecommendationTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private TestSite Site => shared.Site;

    [Fact]
    public async Task Words_rank_and_the_answer_is_that_of_the_command_line_with_ids()
    {
        var answer = await Site.PostAsync("/recommendations", new { text = "loud and low", top = 2 });
        Assert.Equal(["loud", "hum"], Titles(answer));
        var first = answer.GetProperty("tracks")[0];
        Assert.Equal(
            Viml.Engine.Weights.FileHash.Sha256(Path.Combine(Site.Home["music"], "loud.wav"))[..32], first.GetProperty("id").GetString());
        Assert.Equal(Path.Combine(Site.Home["music"], "loud.wav"), first.GetProperty("path").GetString());
        foreach (var member in new[] { "rank", "score", "title", "duration", "start", "length", "tags", "reason", "reasons" })
            Assert.True(first.TryGetProperty(member, out _), member);
        Assert.Equal(1, answer.GetProperty("schema").GetInt32());
        Assert.Equal(3, answer.GetProperty("library").GetProperty("tracks").GetInt32());
    }

    [Fact]
    public async Task A_video_ranks_by_what_is_seen_and_the_balance_moves_it_without_looking_again()
    {
        Assert.Equal("flute", Titles(await Site.PostAsync("/recommendations", new { video = shared.Video }))[0]);
        foreach (var file in Directory.GetFiles(Directory.GetDirectories(Site.Home["temporary"]).Single(), "*.upload")) File.Delete(file);
        var words = await Site.PostAsync("/recommendations", new { video = shared.Video, text = "loud low", textWeight = 1 });
        var picture = await Site.PostAsync("/recommendations", new { video = shared.Video, text = "loud low", textWeight = 0 });
        Assert.Equal(("loud", "flute"), (Titles(words)[0], Titles(picture)[0]));
        Assert.Equal(shared.Video, words.GetProperty("query").GetProperty("video").GetString());
        Assert.DoesNotContain(Site.Home["temporary"], words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_say_what_they_removed()
    {
        var answer = await Site.PostAsync("/recommendations", new
        {
            text = "loud", filters = new { tags = new[] { new { tag = "flute", confidence = 0.25 } }, minDuration = 5,
                folder = Site.Home["music"] },
        });
        Assert.Equal(["flute"], Titles(answer));
        Assert.Equal([2, 0, 0], answer.GetProperty("filters").EnumerateArray().Select(filter => filter.GetProperty("removed").GetInt32()));
    }

    [Fact]
    public async Task What_is_liked_comes_first_and_what_is_not_comes_last()
    {
        var usual = await Site.PostAsync("/recommendations", new { text = "low" });
        var rank = Titles(usual).Index().ToDictionary(track => track.Item, track => track.Index);
        var moved = 0;
        foreach (var track in usual.GetProperty("tracks").EnumerateArray())
        {
            var (title, id) = (track.GetProperty("title").GetString()!, new[] { track.GetProperty("id").GetString() });
            Assert.Equal(title, Titles(await Site.PostAsync("/recommendations", new { like = id }))[0]);
            Assert.Equal(title, Titles(await Site.PostAsync("/recommendations", new { unlike = id }))[^1]);
            var liked = Titles(await Site.PostAsync("/recommendations", new { text = "low", like = id }));
            var unliked = Titles(await Site.PostAsync("/recommendations", new { text = "low", unlike = id }));
            Assert.True(Array.IndexOf(liked, title) <= rank[title] && Array.IndexOf(unliked, title) >= rank[title], title);
            moved += liked.SequenceEqual(unliked) ? 0 : 1;
        }
        Assert.True(moved > 0);
    }

    [Fact]
    public async Task A_part_of_a_video_and_each_scene_of_it_rank_by_what_is_in_them()
    {
        var (dark, bright) = (new byte[64 * 48 * 3], new byte[64 * 48 * 3]);
        Array.Fill(bright, (byte)250);
        VideoWriter.Write(
            Site.Home["cut.mp4"], Enumerable.Range(0, 80).Select(i => (ReadOnlyMemory<byte>)(i < 40 ? dark : bright)), 64, 48, 10);
        var id = (await Site.UploadAsync(Site.Home["cut.mp4"])).GetProperty("id").GetString();
        var early = await Site.PostAsync("/recommendations", new { video = id, range = new { start = 0, end = 3.5 } });
        var late = await Site.PostAsync("/recommendations", new { video = id, range = new { start = 5, end = 100 } });
        Assert.NotEqual("flute", Titles(early)[0]);
        Assert.Equal("flute", Titles(late)[0]);
        var part = late.GetProperty("query").GetProperty("part");
        Assert.Equal((5.0, 8.0), (part.GetProperty("start").GetDouble(), Math.Round(part.GetProperty("end").GetDouble())));
        Assert.InRange(late.GetProperty("tracks")[0].GetProperty("length").GetDouble(), 2.9, 3.1);

        var cues = (await Site.PostAsync("/cues", new { video = id, top = 1 })).GetProperty("scenes").EnumerateArray().ToList();
        Assert.Equal(2, cues.Count);
        Assert.Equal(4, cues[1].GetProperty("start").GetDouble(), 0.15);
        Assert.NotEqual("flute", Titles(cues[0]).Single());
        Assert.Equal("flute", Titles(cues[1]).Single());
    }

    [Fact]
    public async Task Two_tabs_get_their_own_answers()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Site.PostAsync(
            "/recommendations", new { text = i % 2 == 0 ? "loud low" : "high", top = 1 })));
        Assert.All(answers.Index(), one => Assert.Equal(one.Index % 2 == 0 ? "loud" : "flute", Titles(one.Item).Single()));
    }

    private static string[] Titles(JsonElement answer) =>
        [.. answer.GetProperty("tracks").EnumerateArray().Select(track => track.GetProperty("title").GetString()!)];
}
