using System.Security.Cryptography;
using Viml.Library.PublicModels;
using Viml.Testing;

namespace Viml.Library.Tests.PublicModels;

public sealed class ModelPullTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i / 7))];
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_model_is_fetched_checked_and_published()
    {
        using var server = new LocalServer((request, stream) => LocalServer.File(request, stream, Content));
        var (store, model) = Store(server.Address);
        var seen = new List<PullProgress>();

        var installed = Pull(store, model, progress: seen.Add);

        Assert.Equal(Content, File.ReadAllBytes(store.FileOf("toy", "weights.bin")));
        Assert.Equal(Content.Length, installed.Size);
        Assert.Equal((Content.Length, Content.Length), (seen[^1].Done, seen[^1].Total));
        Assert.Empty(store.Verify("toy"));
        Assert.False(Directory.Exists(store.FolderOf("toy") + ".part"));
        Assert.Equal("/files/weights.bin", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public void A_mirror_is_asked_instead_of_the_publisher()
    {
        using var server = new LocalServer((request, stream) => LocalServer.File(request, stream, Content));
        var (store, model) = Store("http://127.0.0.1:1");

        Pull(store, model, mirror: server.Address + "/mirror/");

        Assert.Equal("/mirror/toy/weights.bin", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public void A_connection_that_breaks_off_is_taken_up_where_it_ended()
    {
        using var server = new LocalServer((request, stream) => LocalServer.File(request, stream, Content, breakOffAfter: 120_000));
        var (store, model) = Store(server.Address);

        Pull(store, model);

        Assert.Equal([0, 120_000, 240_000], server.Requests.Select(request => request.From));
        Assert.Equal(Content, File.ReadAllBytes(store.FileOf("toy", "weights.bin")));
    }

    [Fact]
    public void An_interrupted_pull_leaves_no_model_and_goes_on_later()
    {
        using var stop = new CancellationTokenSource();
        using var server = new LocalServer(async (request, stream) =>
        {
            await LocalServer.File(request, stream, Content, request.From == 0 ? 100_000 : null);
            if (request.From == 0) await Task.Delay(Timeout.Infinite, stop.Token);
        });
        var (store, model) = Store(server.Address);

        Assert.ThrowsAny<OperationCanceledException>(
            () => Pull(store, model, progress: _ => stop.CancelAfter(200), cancellation: stop.Token));
        Assert.False(store.Has("toy"));
        Assert.Throws<ModelStoreException>(() => store.FileOf("toy", "weights.bin"));

        Pull(store, model);
        Assert.True(server.Requests[^1].From > 0);
        Assert.Empty(store.Verify("toy"));
    }

    [Fact]
    public void A_server_that_ignores_ranges_gives_the_whole_file_again()
    {
        using var server = new LocalServer((_, stream) => LocalServer.File(new LocalRequest("", 0), stream, Content));
        var (store, model) = Store(server.Address);
        Leave(store, Content[..1000]);

        Pull(store, model);

        Assert.Equal(1000, Assert.Single(server.Requests).From);
        Assert.Equal(Content, File.ReadAllBytes(store.FileOf("toy", "weights.bin")));
    }

    [Fact]
    public void A_damaged_beginning_is_found_by_its_hash_and_fetched_again()
    {
        using var server = new LocalServer((request, stream) => LocalServer.File(request, stream, Content));
        var (store, model) = Store(server.Address);
        Leave(store, new byte[5000]);

        Pull(store, model);

        Assert.Equal([5000, 0], server.Requests.Select(request => request.From));
        Assert.Empty(store.Verify("toy"));
    }

    [Fact]
    public void A_redirect_is_followed()
    {
        using var server = new LocalServer((request, stream) =>
            request.Path == "/elsewhere"
                ? LocalServer.File(request, stream, Content)
                : LocalServer.Head(stream, "302 Found", "Location: /elsewhere", "Content-Length: 0"));
        var (store, model) = Store(server.Address);

        Pull(store, model);

        Assert.True(store.Has("toy"));
    }

    [Fact]
    public void Endless_redirects_end_with_an_error()
    {
        using var server = new LocalServer((_, stream) => LocalServer.Head(stream, "302 Found", "Location: /again", "Content-Length: 0"));
        var (store, model) = Store(server.Address);

        Assert.Contains("302", Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);
    }

    [Theory]
    [InlineData("404 Not Found", 1, "--mirror")]
    [InlineData("403 Forbidden", 1, "403")]
    [InlineData("500 Internal Server Error", 3, "500")]
    [InlineData("503 Service Unavailable", 3, "503")]
    public void A_refusal_is_told_and_only_faults_of_the_server_are_asked_again(string status, int requests, string part)
    {
        using var server = new LocalServer((_, stream) => LocalServer.Head(stream, status, "Content-Length: 0"));
        var (store, model) = Store(server.Address);

        Assert.Contains(part, Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);

        Assert.Equal(requests, server.Requests.Count);
        Assert.False(store.Has("toy"));
    }

    [Fact]
    public void Other_content_is_refused_and_deleted()
    {
        using var server = new LocalServer((request, stream) => LocalServer.File(request, stream, new byte[Content.Length]));
        var (store, model) = Store(server.Address);

        Assert.Contains("SHA-256", Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);

        Assert.False(store.Has("toy"));
        Assert.Empty(Directory.GetFiles(store.FolderOf("toy") + ".part"));
    }

    [Fact]
    public void Another_size_is_refused_before_it_is_fetched()
    {
        using var server = new LocalServer((request, stream) => LocalServer.File(request, stream, Content[..^1]));
        var (store, model) = Store(server.Address);

        Assert.Contains("299,999", Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);
    }

    [Fact]
    public void More_than_expected_without_a_length_is_stopped()
    {
        using var server = new LocalServer(async (_, stream) =>
        {
            await LocalServer.Head(stream, "200 OK");
            await stream.WriteAsync(new byte[Content.Length + 1]);
        });
        var (store, model) = Store(server.Address);

        Assert.Contains("more than", Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);
    }

    [Fact]
    public void A_silent_server_is_given_up()
    {
        using var stop = new CancellationTokenSource();
        using var server = new LocalServer(async (request, stream) =>
        {
            await LocalServer.Head(stream, "200 OK", $"Content-Length: {Content.Length}");
            await Task.Delay(Timeout.Infinite, stop.Token);
        });
        var (store, model) = Store(server.Address);

        Assert.Contains("sent nothing for", Assert.Throws<ModelStoreException>(() => Pull(store, model, silence: 0.3)).Message);
        stop.Cancel();
    }

    [Fact]
    public void Nobody_at_the_address_is_an_error_that_names_it()
    {
        var (store, model) = Store("http://127.0.0.1:1");

        Assert.Contains("http://127.0.0.1:1", Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);
    }

    [Fact]
    public async Task Two_pulls_at_once_do_not_meet()
    {
        using var first = new ManualResetEventSlim();
        using var second = new ManualResetEventSlim();
        using var server = new LocalServer(async (request, stream) =>
        {
            first.Set();
            await Task.Run(() => second.Wait());
            await LocalServer.File(request, stream, Content);
        });
        var (store, model) = Store(server.Address);
        var pulling = Task.Run(() => Pull(store, model));
        first.Wait();

        Assert.Contains("another process", Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);
        second.Set();
        await pulling;

        Assert.True(store.Has("toy"));
        Assert.Contains("already", Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);
    }

    [Fact]
    public void A_disk_too_small_is_told_before_anything_is_fetched()
    {
        using var server = new LocalServer((request, stream) => LocalServer.File(request, stream, Content));
        var (store, model) = Store(server.Address);
        model = model with { Files = [model.Files[0] with { Size = 1L << 60 }] };

        Assert.Contains("are free", Assert.Throws<ModelStoreException>(() => Pull(store, model)).Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void A_full_disk_is_told_as_such() =>
        Assert.Contains("disk is full", StoreFaults.Of("x", new IOException("No space left on device", 28)).Message);

    private (ModelStore Store, PublicModel Model) Store(string address)
    {
        var file = new ModelFile(
            "weights.bin", address + "/files/weights.bin", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));
        var model = new PublicModel("toy", "Tests", "CC BY-NC 4.0", false, "https://example.org", "1", [file]);
        return (new ModelStore(new VimlPaths(_home.Path), new ModelRegistry([model])), model);
    }

    private static void Leave(ModelStore store, byte[] beginning)
    {
        var folder = Directory.CreateDirectory(store.FolderOf("toy") + ".part").FullName;
        File.WriteAllBytes(Path.Combine(folder, "weights.bin"), beginning);
    }

    private static InstalledModel Pull(
        ModelStore store, PublicModel model, string? mirror = null, Action<PullProgress>? progress = null, double silence = 60,
        CancellationToken cancellation = default)
    {
        using var download = new Download(TimeSpan.FromSeconds(silence), TimeSpan.FromMilliseconds(10), tries: 3);
        return new ModelPull(store, download).Run(model, mirror, progress ?? (_ => { }), cancellation);
    }
}
