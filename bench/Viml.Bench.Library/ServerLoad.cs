using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Viml.Bench.Library;

/// <summary>
/// Clients that ask a running <c>viml serve</c> as the page does, one request after the other: words and a balance that moves, a waveform,
/// a part of the sound. Every answer is read whole and checked; prints the times as a table.
/// </summary>
internal static class ServerLoad
{
    private static readonly string[] Words = ["calm piano", "energetic drums", "slow dark strings", "happy summer guitar"];

    public static async Task RunAsync(Uri server, int clients, int seconds, bool hasSound = true)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server, "/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
        var videos = (await http.GetFromJsonAsync<JsonElement>("samples")).EnumerateArray()
            .Select(video => video.GetProperty("id").GetString()!)
            .ToArray();
        foreach (var video in videos) await Ask(http, video, Words[0], 0.5); // what is measured is not the first look at a video
        var times = new ConcurrentDictionary<string, ConcurrentBag<double>>();
        var faults = new ConcurrentBag<string>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var round = 0; watch.Elapsed.TotalSeconds < seconds; round++)
            {
                var (video, text) = (videos[(client + round / 40) % videos.Length], Words[(client + round / 20) % Words.Length]);
                var track = "";
                await Measure("balance", async () => track = await Ask(http, video, text, round % 20 / 19.0));
                if (!hasSound) continue;
                if (round % 5 == 0) await Measure("waveform", () => http.GetFromJsonAsync<JsonElement>($"tracks/{track}/peaks?count=600"));
                if (round % 5 == 1) await Measure("sound, 256 KB", () => Sound(http, track));
                if (round % 20 == 2) await Measure("track", () => http.GetFromJsonAsync<JsonElement>($"tracks/{track}"));
            }
        })));
        Console.WriteLine("| request | count | p50 | p99 | longest |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (kind, values) in times.OrderByDescending(kind => kind.Value.Count))
        {
            var sorted = values.Order().ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {kind} | {sorted.Length} | {Part(sorted, 0.5):0.0} ms | {Part(sorted, 0.99):0.0} ms | {sorted[^1]:0.0} ms |"));
        }
        Console.WriteLine($"{times.Values.Sum(values => values.Count)} answers in {watch.Elapsed.TotalSeconds:0} s, {faults.Count} lost.");
        foreach (var fault in faults.Distinct().Take(5)) Console.WriteLine(fault);

        async Task Measure(string kind, Func<Task> act)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await act();
                times.GetOrAdd(kind, _ => []).Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException or InvalidDataException)
            {
                faults.Add($"{kind}: {fault.Message}");
            }
        }
    }

    /// <summary>The id of the best track.</summary>
    private static async Task<string> Ask(HttpClient http, string video, string text, double textWeight)
    {
        using var response = await http.PostAsJsonAsync("recommendations", new { video, text, textWeight, top = 10 });
        response.EnsureSuccessStatusCode();
        var tracks = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tracks");
        return tracks.GetArrayLength() > 0 ? tracks[0].GetProperty("id").GetString()! : throw new InvalidDataException(
            "no track was found");
    }

    private static async Task Sound(HttpClient http, string track)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"tracks/{track}/audio");
        request.Headers.Range = new(0, (256 << 10) - 1);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (bytes.Length != response.Content.Headers.ContentLength) throw new InvalidDataException("the sound was cut off");
    }

    private static double Part(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
