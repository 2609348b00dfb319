using Viml.Cli.Tests;
using Viml.Media.Audio;
using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Web.Tests.Recommendations;

public sealed class BeatTests
{
    private const int Rate = 16000;

    [Fact]
    public async Task Beats_are_found_and_a_downbeat_falls_on_the_cut()
    {
        await using var site = await TestSite.StartAsync(hasMusic: false);
        TestSite.Index(site.Home, Band(site.Home));
        var (dark, bright) = (new byte[64 * 48 * 3], new byte[64 * 48 * 3]);
        Array.Fill(bright, (byte)250);
        VideoWriter.Write(
            site.Home["cut.mp4"], Enumerable.Range(0, 70).Select(i => (ReadOnlyMemory<byte>)(i < 33 ? dark : bright)), 64, 48, 10);
        var video = (await site.UploadAsync(site.Home["cut.mp4"])).GetProperty("id").GetString();

        var answer = await site.PostAsync("/recommendations", new { video, beats = true });
        var track = answer.GetProperty("tracks")[0];
        var beats = (await site.GetAsync($"/tracks/{track.GetProperty("id").GetString()}")).GetProperty("beats");
        Assert.InRange(beats.GetProperty("bpm").GetDouble(), 99, 101);
        var atCut = track.GetProperty("start").GetDouble() + 3.3;
        Assert.Contains(beats.GetProperty("downbeats").EnumerateArray(), downbeat => Math.Abs(downbeat.GetDouble() - atCut) < 0.05);

        var usual = (await site.PostAsync("/recommendations", new { video })).GetProperty("tracks")[0];
        Assert.False(usual.TryGetProperty("onBeat", out _));
        Assert.Equal(
            track.GetProperty("start").GetDouble() != usual.GetProperty("start").GetDouble(), track.GetProperty("onBeat").GetBoolean());
    }

    /// <summary>A folder with a track of 30 s: a click every 0.6 s over a chord that changes every 2.4 s.</summary>
    private static string Band(TemporaryFolder home)
    {
        double[] roots = [220, 174.6, 261.6, 196];
        var random = new Random(1);
        var sound = new float[30 * Rate];
        for (var i = 0; i < sound.Length; i++)
        {
            var seconds = i / (double)Rate;
            var root = roots[(int)(seconds / 2.4) % roots.Length];
            foreach (var interval in new[] { 1, 1.25, 1.5 })
                sound[i] += 0.05f * (float)Math.Sin(2 * Math.PI * root * interval * seconds);
            sound[i] += 0.5f * (float)(((2 * random.NextDouble()) - 1) * Math.Exp(-(seconds % 0.6) / 0.01));
        }
        var folder = Directory.CreateDirectory(home["music"]).FullName;
        AudioWriter.Write(Path.Combine(folder, "band.wav"), sound, 1, Rate);
        return folder;
    }
}
