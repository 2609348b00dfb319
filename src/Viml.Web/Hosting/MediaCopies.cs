using System.Collections.Concurrent;

namespace Viml.Web.Hosting;

/// <summary>
/// Files that are made from others when they are first asked for, some at a time. Those who ask for the same wait for the same making,
/// which goes on when one of them leaves. Thread-safe.
/// </summary>
internal sealed class MediaCopies(int atOnce, CancellationToken stopping) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _making = new();
    private readonly SemaphoreSlim _turn = new(atOnce);

    /// <summary>The path, once the file is there.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="make">Makes it; it must appear whole or not at all.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<string> GetAsync(string path, Action<string, CancellationToken> make, CancellationToken cancellation)
    {
        while (!File.Exists(path))
        {
            var made = _making.GetOrAdd(path, _ => new Lazy<Task>(() => Task.Run(() => MakeAsync(path, make))));
            await made.Value.WaitAsync(cancellation);
        }
        return path;
    }

    public void Dispose() => _turn.Dispose();

    private async Task MakeAsync(string path, Action<string, CancellationToken> make)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            if (!File.Exists(path)) make(path, stopping);
        }
        finally
        {
            _turn.Release();
            _making.TryRemove(path, out _);
        }
    }
}
