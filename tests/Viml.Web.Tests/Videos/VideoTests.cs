using System.Net;
using System.Net.Http.Json;
using Viml.Cli.Tests;
using Viml.Media;
using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Web.Tests.Videos;

public sealed class VideoTests
{
    [Fact]
    public async Task An_upload_becomes_a_video_with_scenes_and_is_known_the_second_time()
    {
        await using var site = await TestSite.StartAsync();
        var path = TwoScenes(site.Home);
        using var first = await site.SendFileAsync(path, "../../etc/trip.mp4");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var video = await first.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        var id = video.GetProperty("id").GetString()!;
        Assert.Equal($"/api/v1/videos/{id}", first.Headers.Location!.OriginalString);
        Assert.Equal(Viml.Engine.Weights.FileHash.Sha256(path)[..32], id);
        Assert.Equal("trip.mp4", video.GetProperty("name").GetString());
        Assert.Equal((64, 48), (video.GetProperty("width").GetInt32(), video.GetProperty("height").GetInt32()));

        var job = await site.WaitAsync(video.GetProperty("job").GetString()!);
        Assert.Equal("done", job.GetProperty("state").GetString());
        var ready = await site.GetAsync($"/videos/{id}");
        Assert.Equal("ready", ready.GetProperty("state").GetString());
        Assert.Equal(3, ready.GetProperty("cuts").EnumerateArray().Single().GetDouble(), 0.15);
        Assert.Equal(2, ready.GetProperty("scenes").GetArrayLength());

        using var again = await site.SendFileAsync(path, "other name.mp4");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(Directory.GetFiles(Directory.GetDirectories(site.Home["temporary"]).Single()));
    }

    [Fact]
    public async Task The_type_is_found_by_looking_and_not_by_what_is_said()
    {
        await using var site = await TestSite.StartAsync();
        var video = ToyMedia.Video(site.Home, "video.mp4", 100);
        using var lying = await site.SendFileAsync(video, "song.mp3", "audio/mpeg");
        Assert.Equal(HttpStatusCode.Created, lying.StatusCode);

        File.WriteAllText(site.Home["page.mp4"], "<html><script>alert(1)</script></html>");
        using var page = await site.SendFileAsync(site.Home["page.mp4"]);
        await site.RefusedAsync(page, 422, "not-usable-media");
        using var sound = await site.SendFileAsync(Path.Combine(site.Home["music"], "hum.wav"));
        await site.RefusedAsync(sound, 422, "not-usable-media");
        File.WriteAllText(site.Home["list.mp4"], "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n");
        using var list = await site.SendFileAsync(site.Home["list.mp4"]);
        await site.RefusedAsync(list, 422, "not-usable-media");
        File.WriteAllBytes(site.Home["empty.mp4"], []);
        using var empty = await site.SendFileAsync(site.Home["empty.mp4"]);
        await site.RefusedAsync(empty, 422, "not-usable-media");
        Assert.Single(Directory.GetFiles(Directory.GetDirectories(site.Home["temporary"]).Single())); // what was refused is not kept
        Assert.Empty(site.Log);
    }

    [Fact]
    public async Task A_video_beyond_a_limit_is_refused_and_not_kept()
    {
        await using var site = await TestSite.StartAsync(options => options with
        {
            Limits = options.Limits with { UploadBytes = 50_000, VideoSeconds = 2.5, Pixels = 64 * 48 },
        });
        using var tooLong = await site.SendFileAsync(ToyMedia.Video(site.Home, "three-seconds.mp4", 100));
        await site.RefusedAsync(tooLong, 422, "too-long");
        var frame = new byte[128 * 48 * 3];
        VideoWriter.Write(site.Home["wide.mp4"], Enumerable.Repeat<ReadOnlyMemory<byte>>(frame, 4), 128, 48, 4);
        using var tooWide = await site.SendFileAsync(site.Home["wide.mp4"]);
        await site.RefusedAsync(tooWide, 422, "too-many-pixels");
        File.WriteAllBytes(site.Home["large.mp4"], new byte[60_000]);
        using var tooLarge = await site.SendFileAsync(site.Home["large.mp4"]);
        await site.RefusedAsync(tooLarge, 413, "too-large");

        // Without a length in advance: what counts is what comes.
        var endless = await RawHttp.SendAsync(site.Server.Address,
            "POST /api/v1/videos HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n" +
            $"ea60\r\n{new string('a', 60_000)}\r\n");
        Assert.Equal((413, "too-large"), (endless.Status, endless.Code));
        Assert.Empty(Directory.GetFiles(Directory.GetDirectories(site.Home["temporary"]).Single()));
    }

    [Fact]
    public async Task Without_room_an_upload_is_refused()
    {
        await using var site = await TestSite.StartAsync(options => options with { Limits = options.Limits with { StoredBytes = 1000 } });
        using var response = await site.SendFileAsync(ToyMedia.Video(site.Home, "video.mp4", 100));
        await site.RefusedAsync(response, 507, "storage-full");
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_an_upload_leaves_nothing_behind()
    {
        await using var site = await TestSite.StartAsync();
        var folder = Directory.GetDirectories(site.Home["temporary"]).Single();
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(site.Server.Address.Host, site.Server.Address.Port);
            const string Head =
                "POST /api/v1/videos HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\nContent-Length: 1000000\r\n\r\n";
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(Head + new string('a', 300_000)));
            await Until(() => Directory.GetFiles(folder).Length == 1);
        }
        await Until(() => Directory.GetFiles(folder).Length == 0);
        Assert.Empty(site.Log);
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_refused()
    {
        await using var site = await TestSite.StartAsync(options => options with
        {
            Limits = options.Limits with { LeastBytesPerSecond = 100_000, BodyGrace = TimeSpan.FromSeconds(1.5) },
        });
        var answer = await RawHttp.SendAsync(site.Server.Address,
            "POST /api/v1/videos HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\nContent-Length: 1000000\r\n\r\nonly this");
        Assert.Equal((408, "too-slow"), (answer.Status, answer.Code));
        Assert.Empty(Directory.GetFiles(Directory.GetDirectories(site.Home["temporary"]).Single()));
    }

    [Fact]
    public async Task Media_come_in_ranges_and_outside_of_the_file_not_at_all()
    {
        await using var site = await TestSite.StartAsync();
        var path = ToyMedia.Video(site.Home, "video.mp4", 100);
        var id = (await site.UploadAsync(path)).GetProperty("id").GetString();
        var whole = await site.Client.GetByteArrayAsync($"/api/v1/videos/{id}/media");
        Assert.Equal(File.ReadAllBytes(path), whole);

        using var part = await GetRange(site, id!, "bytes=10-19");
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("video/mp4", part.Content.Headers.ContentType!.MediaType);
        Assert.Equal(whole[10..20], await part.Content.ReadAsByteArrayAsync());
        using var tail = await GetRange(site, id!, "bytes=-5");
        Assert.Equal(whole[^5..], await tail.Content.ReadAsByteArrayAsync());
        using var beyond = await GetRange(site, id!, $"bytes={whole.Length + 10}-");
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var many = await GetRange(site, id!, "bytes=" + string.Join(',', Enumerable.Range(0, 1000).Select(i => $"{i}-{i}")));
        Assert.Equal(whole, await many.Content.ReadAsByteArrayAsync()); // a server may answer with the whole
    }

    [Fact]
    public async Task A_video_that_browsers_do_not_play_comes_as_mp4_and_so_do_pictures()
    {
        await using var site = await TestSite.StartAsync();
        ToyMedia.Video(site.Home, "plain.mp4", 100);
        await Ffmpeg.Run("-i", site.Home["plain.mp4"], "-c:v", "mpeg4", site.Home["old.avi"]);
        var id = (await site.UploadAsync(site.Home["old.avi"])).GetProperty("id").GetString();
        var copy = await Download(site, id!);
        Assert.Equal(("h264", 3), (copy.Video!.Codec, (int)Math.Round(copy.DurationSeconds)));

        await Ffmpeg.Run("-f", "lavfi", "-i", "color=red:s=300x200", "-frames:v", "1", site.Home["red.png"]);
        await Ffmpeg.Run("-f", "lavfi", "-i", "color=blue:s=200x300", "-frames:v", "1", site.Home["blue.jpg"]);
        var pictures = new[]
        {
            (await site.UploadAsync(site.Home["red.png"])).GetProperty("id").GetString(),
            (await site.UploadAsync(site.Home["blue.jpg"])).GetProperty("id").GetString(),
        };
        var show = await site.PostAsync("/slideshows", new { pictures });
        Assert.Equal(("slideshow", 8.0), (show.GetProperty("kind").GetString(), show.GetProperty("seconds").GetDouble()));
        var slides = await Download(site, show.GetProperty("id").GetString()!);
        Assert.Equal(("h264", 8), (slides.Video!.Codec, (int)Math.Round(slides.DurationSeconds)));
        var found = await site.PostAsync("/recommendations", new { video = show.GetProperty("id").GetString() });
        Assert.Equal(3, found.GetProperty("tracks").GetArrayLength());
    }

    [Fact]
    public async Task A_frame_is_the_picture_at_its_time()
    {
        await using var site = await TestSite.StartAsync();
        var id = (await site.UploadAsync(TwoScenes(site.Home))).GetProperty("id").GetString();
        File.WriteAllBytes(site.Home["early.jpg"], await site.Client.GetByteArrayAsync($"/api/v1/videos/{id}/frame?at=1&width=64"));
        File.WriteAllBytes(site.Home["late.jpg"], await site.Client.GetByteArrayAsync($"/api/v1/videos/{id}/frame?at=4.5&width=64"));
        Assert.InRange(Brightness(site.Home["early.jpg"]), 0, 40);
        Assert.InRange(Brightness(site.Home["late.jpg"]), 200, 255);
    }

    [Fact]
    public async Task A_forgotten_video_is_deleted_and_the_others_stay()
    {
        await using var site = await TestSite.StartAsync();
        var first = (await site.UploadAsync(ToyMedia.Video(site.Home, "a.mp4", 10))).GetProperty("id").GetString();
        var second = (await site.UploadAsync(ToyMedia.Video(site.Home, "b.mp4", 200))).GetProperty("id").GetString();
        using var deleted = await site.Client.DeleteAsync($"/api/v1/videos/{first}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await site.Client.GetAsync($"/api/v1/videos/{first}");
        await site.RefusedAsync(gone, 404, "unknown-video");
        await site.GetAsync($"/videos/{second}");
        Assert.Single(Directory.GetFiles(Directory.GetDirectories(site.Home["temporary"]).Single()));
    }

    [Fact]
    public async Task Samples_are_videos_and_deleting_one_leaves_its_file()
    {
        using var media = new TemporaryFolder();
        Directory.CreateDirectory(media["samples"]);
        File.Move(ToyMedia.Video(media, "sea.mp4", 90), media["samples/sea.mp4"]);
        await using var site = await TestSite.StartAsync(options => options with { Samples = media["samples"] });
        var sample = (await site.GetAsync("/samples")).EnumerateArray().Single();
        Assert.Equal(("sea.mp4", 3.0), (sample.GetProperty("name").GetString(), sample.GetProperty("seconds").GetDouble()));
        var id = sample.GetProperty("id").GetString();
        Assert.Equal(3, (await site.PostAsync("/recommendations", new { video = id })).GetProperty("tracks").GetArrayLength());
        using var deleted = await site.Client.DeleteAsync($"/api/v1/videos/{id}");
        Assert.True(File.Exists(media["samples/sea.mp4"]));
        Assert.Equal(id, (await site.GetAsync("/samples")).EnumerateArray().Single().GetProperty("id").GetString());
    }

    [Fact]
    public async Task Markup_and_signs_that_turn_text_in_a_name_stay_text_or_go()
    {
        await using var site = await TestSite.StartAsync();
        var name = "<img src=x onerror=alert(1)>\u202Egnp.exe\u0007.mp4";
        var video = await site.UploadAsync(ToyMedia.Video(site.Home, "v.mp4", 90), name);
        Assert.Equal("<img src=x onerror=alert(1)>gnp.exe.mp4", video.GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_folder_of_uploads_is_deleted_at_the_end_and_that_of_a_killed_server_at_the_next_start()
    {
        string[] left;
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(elsewhere["viml-serve-999999999-dead"]);
        await using (var site = await TestSite.StartAsync(options => options with { Temporary = elsewhere.Path }))
        {
            await site.UploadAsync(ToyMedia.Video(site.Home, "v.mp4", 90));
            left = Directory.GetDirectories(elsewhere.Path);
            Assert.DoesNotContain("dead", Assert.Single(left), StringComparison.Ordinal);
        }
        Assert.Empty(Directory.GetDirectories(elsewhere.Path));
    }

    private static string TwoScenes(TemporaryFolder home)
    {
        var (dark, bright) = (new byte[64 * 48 * 3], new byte[64 * 48 * 3]);
        Array.Fill(bright, (byte)230);
        VideoWriter.Write(
            home["scenes.mp4"], Enumerable.Range(0, 60).Select(i => (ReadOnlyMemory<byte>)(i < 30 ? dark : bright)), 64, 48, 10);
        return home["scenes.mp4"];
    }

    private static async Task<HttpResponseMessage> GetRange(TestSite site, string id, string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/videos/{id}/media");
        request.Headers.TryAddWithoutValidation("Range", range);
        return await site.Client.SendAsync(request);
    }

    private static async Task<MediaInfo> Download(TestSite site, string id)
    {
        using var response = await site.Client.GetAsync($"/api/v1/videos/{id}/media");
        Assert.Equal("video/mp4", response.Content.Headers.ContentType!.MediaType);
        File.WriteAllBytes(site.Home["copy.mp4"], await response.Content.ReadAsByteArrayAsync());
        return MediaProbe.Read(site.Home["copy.mp4"]);
    }

    private static double Brightness(string picture)
    {
        var frame = VideoReader.ReadFrames(picture, 8, 8, 1).First();
        return frame.ToArray().Average(value => (double)value);
    }

    private static async Task Until(Func<bool> reached)
    {
        for (var attempt = 0; !reached(); attempt++)
        {
            Assert.True(attempt < 600, "It did not come to that within a minute.");
            await Task.Delay(100);
        }
    }
}
