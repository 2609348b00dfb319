using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Viml.Testing;

namespace Viml.LanguageModels.Tests;

/// <summary>What a client sent.</summary>
internal sealed record ModelRequest(string Path, string Head, JsonObject Body)
{
    /// <summary>Everything that the model reads, in one text.</summary>
    public string Asked => Body["prompt"]?.GetValue<string>()
        ?? string.Join('\n', Body["messages"]!.AsArray().Select(message => Content(message!["content"]!)));

    public int Seed => (Body["seed"] ?? Body["options"]?["seed"])?.GetValue<int>() ?? -1;

    private static string Content(JsonNode content) => content is JsonArray parts
        ? string.Concat(parts.Select(part => part!["text"]!.GetValue<string>()))
        : content.GetValue<string>();
}

/// <summary>
/// A server on this machine that speaks chat completions, completions and Ollama's chat over real sockets, and misbehaves on demand.
/// </summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly LoopbackListener _listener;
    private readonly Func<ModelRequest, Stream, Task> _answer;

    private ModelServer(Func<ModelRequest, Stream, Task> answer) => (_answer, _listener) = (answer, new(Serve));

    public ConcurrentQueue<ModelRequest> Requests { get; } = [];

    public string Root => _listener.Address;

    /// <summary>A server that answers every question with a text.</summary>
    public static ModelServer Answering(Func<ModelRequest, string> text) =>
        new((request, stream) => Send(stream, 200, "application/json", Wrap(request, text(request))));

    /// <summary>A server that writes to the socket itself.</summary>
    public static ModelServer Raw(Func<ModelRequest, Stream, Task> answer) => new(answer);

    public ModelEndpoint Endpoint(ModelProtocol protocol, Secret? key = null) =>
        new(protocol, protocol == ModelProtocol.Ollama ? Root : Root + "/v1", "toy", key);

    /// <summary>An answer in the protocol of the request.</summary>
    public static string Wrap(ModelRequest request, string text, string finish = "stop") => (request.Path switch
    {
        "/v1/completions" => (JsonNode)new JsonObject
        {
            ["id"] = "1", ["object"] = "text_completion", ["model"] = "toy",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["text"] = text, ["finish_reason"] = finish }),
            ["usage"] = Usage(),
        },
        "/v1/chat/completions" => new JsonObject
        {
            ["id"] = "1", ["object"] = "chat.completion", ["created"] = 1, ["model"] = "toy",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0, ["finish_reason"] = finish, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            }),
            ["usage"] = Usage(),
        },
        "/api/chat" => new JsonObject
        {
            ["model"] = "toy", ["created_at"] = "2026-01-01T00:00:00Z", ["done"] = true, ["done_reason"] = finish,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
        },
        _ => throw new ArgumentException(request.Path),
    }).ToJsonString();

    public static async Task Send(Stream stream, int status, string type, string body, string headers = "")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await Write(stream,
            $"HTTP/1.1 {status} S\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\n{headers}Connection: close\r\n\r\n");
        await stream.WriteAsync(bytes);
    }

    public static async Task Write(Stream stream, string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private static JsonObject Usage() => new() { ["prompt_tokens"] = 500, ["completion_tokens"] = 20, ["total_tokens"] = 520 };

    private async Task Serve(Stream stream)
    {
        var request = await Read(stream);
        Requests.Enqueue(request);
        await _answer(request, stream).WaitAsync(_listener.Stopped);
    }

    private static async Task<ModelRequest> Read(Stream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[64 * 1024];
        int end, length;
        do
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0) throw new IOException("The client sent nothing whole.");
            bytes.AddRange(buffer.AsSpan(0, read));
            end = Encoding.ASCII.GetString([.. bytes]).IndexOf("\r\n\r\n", StringComparison.Ordinal);
            length = end < 0 ? int.MaxValue : Length(Encoding.ASCII.GetString([.. bytes[..end]]));
        }
        while (end < 0 || bytes.Count < end + 4 + length);
        var head = Encoding.ASCII.GetString([.. bytes[..end]]);
        return new ModelRequest(head.Split(' ')[1], head, (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString([.. bytes[(end + 4)..]]))!);
    }

    private static int Length(string head) => int.Parse(head.Split("\r\n")
        .First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1]);
}
