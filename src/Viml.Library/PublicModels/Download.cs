using System.Net;
using System.Net.Http.Headers;
using Viml.Engine;

namespace Viml.Library.PublicModels;

/// <summary>
/// Downloads one file over HTTP and resumes where an earlier attempt stopped. Redirects are followed, proxies are those of the environment
/// (<c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>NO_PROXY</c>). A request that times out, is cut off or fails inside the server is
/// repeated a few times.
/// </summary>
public sealed class Download : IDisposable
{
    private const int BufferSize = 1 << 17;
    private readonly HttpClient _client;
    private readonly TimeSpan _silence, _pause;
    private readonly int _tries;

    /// <param name="silence">How long a server may stay silent; by default 30 s.</param>
    /// <param name="pause">How long to wait before the next attempt, doubled each time; by default 1 s.</param>
    /// <param name="tries">Attempts without receiving anything new; by default 4.</param>
    public Download(TimeSpan? silence = null, TimeSpan? pause = null, int tries = 4)
    {
        (_silence, _pause, _tries) = (silence ?? TimeSpan.FromSeconds(30), pause ?? TimeSpan.FromSeconds(1), tries);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = true, MaxAutomaticRedirections = 10, ConnectTimeout = _silence };
        _client = new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("viml", ProgramVersion.Number));
    }

    /// <summary>Completes the file at <paramref name="path"/>. The part that already exists is not downloaded again.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path">The file; it may exist in part.</param>
    /// <param name="size">The bytes it must have; null where only the server knows.</param>
    /// <param name="progress">Told the bytes received so far.</param>
    /// <param name="cancellation">Stops the download; the part received is kept.</param>
    /// <exception cref="ModelStoreException">It cannot be downloaded or written.</exception>
    public void Fetch(string address, string path, long? size, Action<long> progress, CancellationToken cancellation)
    {
        for (var (failures, pause) = (0, _pause); ; pause *= 2)
        {
            var before = LengthOf(path);
            if (before == size)
                return;
            if (before > size)
                File.Delete(path);
            try
            {
                if (Try(address, path, size, progress, cancellation))
                    return;
            }
            catch (Exception fault) when (IsTemporary(fault, cancellation))
            {
                (failures, pause) = LengthOf(path) > before ? (1, _pause) : (failures + 1, pause);
                if (failures >= _tries)
                    throw new ModelStoreException(
                        path,
                        $"'{address}' could not be downloaded: {Reason(fault)}. "
                        + $"{LengthOf(path):N0} bytes are kept; run the command again to resume.",
                        fault);
                cancellation.WaitHandle.WaitOne(pause);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>Sends one request. False where the existing part does not fit and was deleted.</summary>
    private bool Try(string address, string path, long? size, Action<long> progress, CancellationToken cancellation)
    {
        var have = LengthOf(path);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(_silence);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
            request.Headers.Range = new RangeHeaderValue(have, null);
        using var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && have > 0)
        {
            File.Delete(path);
            return false;
        }

        if (!response.IsSuccessStatusCode)
            throw Refusal(address, path, response);
        var start = StartOf(response, have);
        var total = response.Content.Headers.ContentLength is { } length ? start + length : (long?)null;
        if (size is not null && total is not null && total != size)
            throw new ModelStoreException(
                path, $"'{address}' has {total:N0} bytes, expected {size:N0}: it is not the file in the registry. Try another mirror.");

        using var source = response.Content.ReadAsStream(silence.Token);
        using var destination = Open(path, start);
        var buffer = new byte[BufferSize];
        var done = start;
        while (true)
        {
            silence.CancelAfter(_silence);
            var count = source.ReadAsync(buffer, silence.Token).AsTask().GetAwaiter().GetResult();
            if (count == 0)
                break;
            done += count;
            if (done > (size ?? total ?? long.MaxValue))
                throw new ModelStoreException(
                    path, $"'{address}' sends more than the {size ?? total:N0} bytes expected. Try another mirror.");
            StoreFaults.Explain(path, () => destination.Write(buffer, 0, count));
            progress(done);
        }

        StoreFaults.Explain(path, () => destination.Flush(flushToDisk: true));
        if (done != (size ?? total ?? done))
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection ended before the file did");
        return true;
    }

    private static FileStream Open(string path, long start)
    {
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
            stream.SetLength(start);
            stream.Position = start;
            return stream;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw StoreFaults.Of(path, fault);
        }
    }

    /// <summary>Where the response starts in the file: at the requested byte, or at 0 from a server that ignores ranges.</summary>
    private static long StartOf(HttpResponseMessage response, long have) =>
        response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have ? have
            : response.StatusCode == HttpStatusCode.OK ? 0
            : throw new HttpIOException(
                HttpRequestError.InvalidResponse,
                $"the server answered {(int)response.StatusCode} with another range than the one requested");

    private static Exception Refusal(string address, string path, HttpResponseMessage response)
    {
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        return (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            ? new HttpIOException(HttpRequestError.InvalidResponse, $"the server answered {status}")
            : new ModelStoreException(
                path,
                $"'{address}' cannot be downloaded: the server answered {status}. "
                + "Try a mirror with --mirror, or download the file in another way and use: viml models add FOLDER");
    }

    private static bool IsTemporary(Exception fault, CancellationToken cancellation) =>
        fault is HttpRequestException or HttpIOException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested) || fault is IOException;

    private string Reason(Exception fault) => fault switch
    {
        OperationCanceledException => $"the server sent nothing for {_silence.TotalSeconds:0.#} s",
        HttpRequestException { InnerException: { } inner } => $"{fault.Message} ({inner.Message})",
        _ => fault.Message.TrimEnd('.'),
    };

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } info ? info.Length : 0;
}
