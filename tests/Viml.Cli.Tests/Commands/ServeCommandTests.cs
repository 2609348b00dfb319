using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Viml.Media.Audio;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

/// <summary>The command serve as a process of its own.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private const int Tracks = 30;
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task After_kill_9_while_indexing_the_next_server_goes_on_and_has_every_track()
    {
        RandomBundle.Write(_home["bundle"], 1);
        for (var i = 0; i < Tracks; i++) Noise(_home[$"music/{i}.wav"], i);
        var (killed, before) = await StartAsync();
        using (killed)
        using (before)
        {
            while ((await before.GetFromJsonAsync<JsonElement>("/api/v1/library")).GetProperty("tracks")
                .GetInt32() == 0) await Task.Delay(10);
            killed.Kill();
            await killed.WaitForExitAsync();
        }
        var (server, client) = await StartAsync();
        using (server)
        using (client)
        {
            var job = (await client.GetFromJsonAsync<JsonElement>("/api/v1/library")).GetProperty("job").GetString();
            var result = job is null ? default : await ResultAsync(client, job);
            if (job is not null)
            {
                Assert.True(result.GetProperty("unchanged").GetInt32() >= 1, "what was indexed before the kill was lost");
                Assert.Equal((Tracks, 0), (result.GetProperty("found").GetInt32(), result.GetProperty("failed").GetInt32()));
            }
            Assert.Equal(Tracks, (await client.GetFromJsonAsync<JsonElement>("/api/v1/library")).GetProperty("tracks").GetInt32());
            using var stop = Process.Start("kill", ["-TERM", $"{server.Id}"])!;
            await server.WaitForExitAsync();
            Assert.Equal(ExitCode.Done, server.ExitCode);
        }
    }

    [Theory]
    [InlineData(ExitCode.Usage, "needed", "--host", "0.0.0.0")]
    [InlineData(ExitCode.Usage, "IP address", "--host", "example.org")]
    [InlineData(ExitCode.Usage, "does not exist", "--api-key-file", "missing.txt")]
    [InlineData(ExitCode.Usage, "whole number from 0 to 65535", "--port", "70000")]
    [InlineData(ExitCode.Usage, "give one of them", "--library", "a", "--music", ".")]
    public void What_cannot_be_served_is_said(int exitCode, string message, params string[] arguments)
    {
        var run = CliRun.Start(_home, ["serve", .. arguments]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    private async Task<(Process, HttpClient)> StartAsync()
    {
        var server = CliProcess.Start(_home, ["serve", "--port", "0", "--music", _home["music"], "--bundle", _home["bundle"]]);
        var address = await server.StandardOutput.ReadLineAsync();
        Assert.True(address is not null, address is null ? await server.StandardError.ReadToEndAsync() : "");
        _ = server.StandardError.ReadToEndAsync();
        return (server, new HttpClient { BaseAddress = new Uri(address!) });
    }

    private static async Task<JsonElement> ResultAsync(HttpClient client, string job)
    {
        while (true)
        {
            var status = await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{job}");
            if (status.GetProperty("state").GetString() is not ("queued" or "running")) return status.GetProperty("result");
            await Task.Delay(100);
        }
    }

    private static void Noise(string path, int seed)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var random = new Random(seed);
        AudioWriter.Write(path, [.. Enumerable.Range(0, 16000 * 20).Select(_ => random.NextSingle() - 0.5f)], 1, 16000);
    }
}
