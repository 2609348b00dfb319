using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Viml.Descriptions.Prompts;

namespace Viml.LanguageModels;

/// <summary>
/// What every request goes through, whatever the protocol: the key, a time limit, retries with back-off that heed Retry-After, and answers
/// that are whole. What cannot be mended becomes a <see cref="LanguageModelException"/> without the key in it.
/// </summary>
internal sealed class ResilientHandler : DelegatingHandler
{
    private const int LargestAnswer = 4 << 20; // bytes
    private const int ShownOfAnswer = 160;     // characters of an answer in a message

    private static readonly HttpStatusCode[] Passing =
    [
        HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway,
        HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout,
    ];

    private readonly ModelEndpoint _endpoint;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly ModelPatience _patience;

    public ResilientHandler(ModelEndpoint endpoint, ModelPatience patience, HttpMessageHandler inner) : base(inner)
    {
        (_endpoint, _patience) = (endpoint, patience);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        if (patience.Retries > 0)
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = patience.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = patience.FirstWait,
                MaxDelay = patience.LongestWait,
                ShouldHandle = arguments => ValueTask.FromResult(
                    IsPassing(arguments.Outcome.Exception) || (arguments.Outcome.Result is { } answer
                        && Passing.Contains(answer.StatusCode))),
                DelayGenerator = arguments => ValueTask.FromResult(Asked(arguments.Outcome.Result)),
            });
        _pipeline = builder.AddTimeout(patience.Timeout).Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        HttpResponseMessage answer;
        try
        {
            answer = await _pipeline.ExecuteAsync(
                async cancellation => await SendWhole(Copy(request, content), cancellation), cancellationToken);
        }
        catch (TimeoutRejectedException fault)
        {
            throw Lasting($"did not answer within {_patience.Timeout.TotalSeconds:0} s. Allow it more time with --timeout", fault);
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            var what =
                fault is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
                ? "cannot be reached. Is the server running, and is the address right?"
                : "broke off the connection";
            throw Lasting($"{what} ({Shown(fault.Message)})", fault);
        }
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (IsWebPage(answer, body))
            throw Lasting("answers with a web page. Is the address that of an API? It usually ends in /v1");
        return answer.IsSuccessStatusCode ? answer : throw Refusal(answer.StatusCode, body);
    }

    // The body is read here, so that a connection that breaks off in the middle of it counts as broken.
    private async Task<HttpResponseMessage> SendWhole(HttpRequestMessage request, CancellationToken cancellation)
    {
        var answer = await base.SendAsync(request, cancellation);
        try
        {
            await answer.Content.LoadIntoBufferAsync(LargestAnswer, cancellation);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private HttpRequestMessage Copy(HttpRequestMessage request, byte[]? content)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version };
        foreach (var (name, values) in request.Headers) copy.Headers.TryAddWithoutValidation(name, values);
        copy.Headers.Authorization = _endpoint.Key is { } key ? new AuthenticationHeaderValue("Bearer", key.Reveal()) : null;
        if (content is null) return copy;
        copy.Content = new ByteArrayContent(content);
        foreach (var (name, values) in request.Content!.Headers) copy.Content.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }

    private TimeSpan? Asked(HttpResponseMessage? answer)
    {
        if (answer?.Headers.RetryAfter is not { } after) return null;
        var wait = after.Delta ?? after.Date - DateTimeOffset.UtcNow;
        return wait is not { } time ? null : time < TimeSpan.Zero ? TimeSpan.Zero : time > _patience.LongestWait ? _patience.LongestWait
            : time;
    }

    private static bool IsPassing(Exception? fault) => fault is HttpRequestException or IOException or TimeoutRejectedException;

    private static bool IsWebPage(HttpResponseMessage answer, string body) =>
        answer.Content.Headers.ContentType?.MediaType == "text/html" || body.AsSpan().TrimStart().StartsWith("<");

    private LanguageModelException Refusal(HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            Lasting("refuses the key. Set it in VIML_MODEL_KEY or give a file with --key-file"),
        HttpStatusCode.NotFound => Lasting($"knows no such path or model: {Shown(body)}. The model asked for is '{_endpoint.Model}'"),
        HttpStatusCode.TooManyRequests => Lasting($"limits how often it is asked. Ask less at once with --jobs 1: {Shown(body)}"),
        _ => Lasting($"answers with status {(int)status}: {Shown(body)}"),
    };

    private LanguageModelException Lasting(string what, Exception? cause = null) =>
        new(Redact($"The language model at {_endpoint.Address} {what.TrimEnd('.', ' ')}."), isLasting: true, cause);

    private string Redact(string text) => _endpoint.Key?.Redact(text) ?? text;

    private static string Shown(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = new string([.. line.Select(letter => char.IsControl(letter) ? '?' : letter)]);
        return line.Length <= ShownOfAnswer ? line : line[..ShownOfAnswer] + "...";
    }
}
