using System.Net;
using System.Net.Sockets;

namespace Viml.Testing;

/// <summary>Accepts connections on this computer and lets a test answer them. A client that goes away is no fault.</summary>
internal sealed class LoopbackListener : IDisposable, IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, Task> _serve;
    private readonly Task _accepting;

    public LoopbackListener(Func<NetworkStream, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = Accept();
    }

    public string Address { get; }

    /// <summary>Cancelled when the test is over.</summary>
    public CancellationToken Stopped => _stop.Token;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    /// <summary>Also waits until nothing more is accepted.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _accepting;
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => Serve(client));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _serve(client.GetStream());
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
