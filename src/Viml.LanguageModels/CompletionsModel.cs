using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Viml.Descriptions.Prompts;

namespace Viml.LanguageModels;

/// <summary>A base model behind the plain completions endpoint: it continues a text. Thread-safe.</summary>
/// <param name="endpoint">The model.</param>
/// <param name="http">The client with everything that can go wrong on the way.</param>
/// <param name="redact">Takes keys out of messages.</param>
internal sealed class CompletionsModel(ModelEndpoint endpoint, HttpClient http, Func<string, string> redact) : ILanguageModel
{
    private readonly Uri _address = new(endpoint.Address.AbsoluteUri.TrimEnd('/') + "/completions");

    public string Name => endpoint.Model;

    public Task<Reply> Ask(Prompt prompt, Sampling sampling, ulong seed, CancellationToken cancellation) => Answers.Of(redact, async () =>
    {
        var request = new CompletionRequest(endpoint.Model, prompt.Text, sampling.MaximumTokens, sampling.Temperature, sampling.TopP,
            (long)(seed & int.MaxValue), prompt.Stops);
        using var answer = await http.PostAsJsonAsync(_address, request, CompletionJson.Default.CompletionRequest, cancellation);
        var completion = await answer.Content.ReadFromJsonAsync(CompletionJson.Default.Completion, cancellation);
        return completion?.Choices is [{ Text: { } text } choice, ..]
            ? new Reply(text, choice.FinishReason == "length", completion.Usage?.PromptTokens, completion.Usage?.CompletionTokens)
            : throw new JsonException("expected choices with a text");
    }, cancellation);
}

/// <summary>What is asked of the completions endpoint.</summary>
internal sealed record CompletionRequest(
    string Model, string Prompt, int MaxTokens, double Temperature, double TopP, long Seed, IReadOnlyList<string> Stop);

/// <summary>What it answers; other members are of no interest.</summary>
internal sealed record Completion(IReadOnlyList<CompletionChoice>? Choices, CompletionUsage? Usage);

/// <summary>One continuation.</summary>
internal sealed record CompletionChoice(string? Text, string? FinishReason);

/// <summary>Tokens, as the server counts them.</summary>
internal sealed record CompletionUsage(long? PromptTokens, long? CompletionTokens);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(Completion))]
internal sealed partial class CompletionJson : JsonSerializerContext;
