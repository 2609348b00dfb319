using System.Text.Json;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class RecommendCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Words_alone_rank_the_music()
    {
        var run = CliRun.Start(_home, "recommend", "--text", "loud and low", "--music", ToyMedia.Music(_home), "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.EndsWith("loud.wav", Tracks(run)[0].GetProperty("path").GetString());
    }

    [Theory]
    [InlineData(250, "flute.wav")]
    [InlineData(5, "hum.wav")]
    public void A_video_alone_ranks_the_music(byte brightness, string best)
    {
        var video = ToyMedia.Video(_home, "clip.mp4", brightness);
        var run = CliRun.Start(_home, "recommend", video, "--music", ToyMedia.Music(_home), "--json", "--top", "1");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var track = Assert.Single(Tracks(run));
        if (best == "flute.wav") Assert.EndsWith(best, track.GetProperty("path").GetString());
        else Assert.DoesNotContain("flute.wav", track.GetProperty("path").GetString());
    }

    [Fact]
    public void Every_track_of_the_json_answer_has_what_the_formats_promise()
    {
        var video = ToyMedia.Video(_home, "clip.mp4", 128);
        var run = CliRun.Start(
            _home, "recommend", video, "--text", "loud", "--text-weight", "0.5", "--music", ToyMedia.Music(_home), "--json");
        using var answer = JsonDocument.Parse(run.Out);
        foreach (var member in new[] { "schema", "query", "bundle", "library", "filters", "tracks" })
            Assert.True(answer.RootElement.TryGetProperty(member, out _), member);
        foreach (var track in Tracks(run))
            foreach (var member in new[] { "rank", "score", "path", "title", "duration", "start", "length", "tags", "reason" })
                Assert.True(track.TryGetProperty(member, out _), member);
        Assert.Equal([1, 2, 3], Tracks(run).Select(track => track.GetProperty("rank").GetInt32()));
    }

    [Fact]
    public void After_a_change_of_the_music_encoder_the_music_of_a_folder_is_encoded_again()
    {
        var music = ToyMedia.Music(_home);
        Assert.Equal(ExitCode.Done, CliRun.Start(_home, "recommend", "--text", "loud", "--music", music).ExitCode);
        var run = CliRun.Start(
            _home, environment => environment with { LoadModels = _ => ToyModels.Create("fedcba9876543210", musicVersion: "2") },
            "recommend", "--text", "loud", "--music", music);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("has another music encoder", run.Error);
        Assert.Contains("Indexed 3 tracks", run.Error);
        Assert.Contains("loud.wav", run.Out);
    }

    [Fact]
    public void Exclusions_need_neither_video_nor_text()
    {
        var run = CliRun.Start(
            _home, "recommend", "--not", "drums", "--not", "double bass", "--music", ToyMedia.Music(_home), "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.EndsWith("flute.wav", Tracks(run)[0].GetProperty("path").GetString());
        using var answer = JsonDocument.Parse(run.Out);
        Assert.Equal(["drums", "double bass"], answer.RootElement.GetProperty("words").GetProperty("excluded").EnumerateArray()
            .Select(thing => thing.GetProperty("thing").GetString()));
    }

    [Fact]
    public void Words_that_are_not_understood_find_nothing_and_it_is_said()
    {
        var run = CliRun.Start(_home, "recommend", "--text", "xyzzy qwrt", "--music", ToyMedia.Music(_home));
        Assert.Equal(ExitCode.NothingFound, run.ExitCode);
        Assert.Contains("No word of your text was understood", run.Out);
    }

    [Fact]
    public void The_joint_space_alone_ranks_where_it_is_asked_to()
    {
        var music = ToyMedia.Music(_home);
        var run = CliRun.Start(_home, "recommend", "--text", "loud and low", "--ranking", "joint", "--music", music, "--json");
        Assert.EndsWith("loud.wav", Tracks(run)[0].GetProperty("path").GetString());
        Assert.Equal(JsonValueKind.Null, Tracks(run)[0].GetProperty("fit").ValueKind);
    }

    [Fact]
    public void Starts_on_the_beat_are_asked_for_and_counted()
    {
        var run = CliRun.Start(
            _home, "recommend", ToyMedia.Video(_home, "grey.mp4", 90), "--music", ToyMedia.Music(_home), "--on-beat", "--json");
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Contains("0 cuts found; 0 starts moved", run.Error);
        using var answer = JsonDocument.Parse(run.Out);
        Assert.All(
            answer.RootElement.GetProperty("tracks").EnumerateArray(), track => Assert.False(track.GetProperty("onBeat").GetBoolean()));
    }

    [Fact]
    public void The_table_fits_80_plain_columns()
    {
        var run = CliRun.Start(_home, "recommend", "--text", "loud and low", "--music", ToyMedia.Music(_home));
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("loud.wav", run.Out);
        Assert.All(run.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain("\u001b", run.Out);
    }

    [Fact]
    public void The_folder_is_remembered_so_the_second_time_indexes_nothing()
    {
        var music = ToyMedia.Music(_home);
        Assert.Contains("Indexed 3 tracks", CliRun.Start(_home, "recommend", "--text", "loud", "--music", music).Error);
        Assert.DoesNotContain("Indexed", CliRun.Start(_home, "recommend", "--text", "loud", "--music", music).Error);
    }

    [Fact]
    public void Filters_keep_tracks_out_and_say_how_many()
    {
        var music = ToyMedia.Music(_home);
        var run = CliRun.Start(_home, "recommend", "--text", "loud", "--music", music, "--tag", "drums=0.8", "--json");
        Assert.EndsWith("loud.wav", Assert.Single(Tracks(run)).GetProperty("path").GetString());

        var none = CliRun.Start(_home, "recommend", "--text", "loud", "--music", music, "--min-duration", "1:00");
        Assert.Equal(ExitCode.NothingFound, none.ExitCode);
        Assert.Contains("3 tracks left out", none.Error);
    }

    [Fact]
    public void A_library_of_another_bundle_is_an_error_that_says_what_to_do()
    {
        CliRun.Start(_home, "index", ToyMedia.Music(_home));
        var run = CliRun.Start(_home, environment =>
            environment with { LoadModels = _ => ToyModels.Create("fedcba9876543210") }, "recommend", "--text", "loud");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("viml index", run.Error);
    }

    [Fact]
    public void No_library_at_all_is_an_error_that_says_how_to_make_one()
    {
        var run = CliRun.Start(_home, "recommend", "--text", "loud");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("viml index DIR", run.Error);
    }

    [Fact]
    public void A_music_file_given_as_the_video_is_refused()
    {
        var music = ToyMedia.Music(_home);
        var run = CliRun.Start(_home, "recommend", Path.Combine(music, "loud.wav"), "--music", music);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("loud.wav", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Theory]
    [InlineData("Give a video, a text", "recommend")]
    [InlineData("Give a video, a text", "recommend", "--text", " ")]
    [InlineData("does not exist", "recommend", "nowhere.mp4")]
    [InlineData("is a folder", "recommend", "/")]
    [InlineData("--text-weight needs both", "recommend", "--text", "x", "--text-weight", "0.5")]
    [InlineData("not a whole number", "recommend", "--text", "x", "--top", "0")]
    [InlineData("not a whole number", "recommend", "--text", "x", "--top", "2.5")]
    [InlineData("piano", "recommend", "--text", "x", "--tag", "pianoo")]
    [InlineData("from 0 to 1", "recommend", "--text", "x", "--tag", "piano=2")]
    [InlineData("is not a duration", "recommend", "--text", "x", "--min-duration", "1:70")]
    [InlineData("longer than --max-duration", "recommend", "--text", "x", "--min-duration", "2:00", "--max-duration", "60")]
    [InlineData("give one of them", "recommend", "--text", "x", "--music", "/", "--library", "a")]
    [InlineData("does not exist", "recommend", "--text", "x", "--music", "/no/such/folder")]
    [InlineData("none of fit, joint", "recommend", "--text", "x", "--ranking", "best")]
    [InlineData("leave out --not", "recommend", "--text", "x", "--not", "drums", "--ranking", "joint")]
    [InlineData("Give a video, a text", "recommend", "--not", " ")]
    [InlineData("--on-beat needs a video", "recommend", "--text", "x", "--on-beat")]
    [InlineData("--loud", "recommend", "--text", "x", "--loud")]
    [InlineData("--bundle", "recommend", "--text", "x", "--bundle", "/no/such/folder")]
    public void Wrong_usage_is_explained(string message, params string[] arguments)
    {
        var run = CliRun.Start(_home, arguments);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains(message, run.Error);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-0.1")]
    [InlineData("NaN")]
    [InlineData("much")]
    public void A_text_weight_is_a_number_from_0_to_1(string weight)
    {
        File.WriteAllText(_home["clip.mp4"], "");
        var run = CliRun.Start(_home, "recommend", _home["clip.mp4"], "--text", "x", "--text-weight", weight);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains($"--text-weight: '{weight}' is not a number from 0 to 1", run.Error);
    }

    [Fact]
    public void Words_may_begin_with_an_at_sign_or_a_dash()
    {
        var music = ToyMedia.Music(_home);
        Assert.Equal(ExitCode.Done, CliRun.Start(_home, "recommend", "--text", "@loud", "--music", music).ExitCode);
        Assert.Equal(ExitCode.Done, CliRun.Start(_home, "recommend", "--text=-loud-", "--music", music).ExitCode);
    }

    private static JsonElement[] Tracks(CliRun run) => [.. JsonDocument.Parse(run.Out).RootElement.GetProperty("tracks").EnumerateArray()];
}
