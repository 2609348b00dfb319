using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Viml.Testing;

/// <summary>A request to <see cref="LocalServer"/>: its path, and the first byte it asks for.</summary>
internal sealed record LocalRequest(string Path, long From);

/// <summary>
/// An HTTP server on this computer whose answers a test writes byte by byte, so that it can break off, be silent or lie.
/// One request per connection.
/// </summary>
internal sealed class LocalServer : IDisposable
{
    private readonly LoopbackListener _listener;
    private readonly List<LocalRequest> _requests = [];
    private readonly Func<LocalRequest, NetworkStream, Task> _answer;

    public LocalServer(Func<LocalRequest, NetworkStream, Task> answer) => (_answer, _listener) = (answer, new(Serve));

    public string Address => _listener.Address;

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<LocalRequest> Requests
    {
        get { lock (_requests) return [.. _requests]; }
    }

    public static async Task Head(NetworkStream stream, string status, params string[] headers) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            string.Join("\r\n", [$"HTTP/1.1 {status}", .. headers, "Connection: close", "", ""])));

    /// <summary>A file as a good server gives it, from the byte that was asked for.</summary>
    public static async Task File(LocalRequest request, NetworkStream stream, byte[] content, int? breakOffAfter = null)
    {
        var rest = content.AsMemory((int)request.From);
        if (request.From > 0)
            await Head(stream, "206 Partial Content",
                $"Content-Length: {rest.Length}", $"Content-Range: bytes {request.From}-{content.Length - 1}/{content.Length}");
        else
            await Head(stream, "200 OK", $"Content-Length: {rest.Length}");
        await stream.WriteAsync(rest[..Math.Min(breakOffAfter ?? rest.Length, rest.Length)]);
    }

    public void Dispose() => _listener.Dispose();

    private async Task Serve(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync())!.Split(' ')[1];
        var from = 0L;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
            if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                from = long.Parse(header["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        var request = new LocalRequest(path, from);
        lock (_requests) _requests.Add(request);
        await _answer(request, stream);
    }
}
