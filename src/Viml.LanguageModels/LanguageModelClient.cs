using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;
using Viml.Descriptions.Prompts;

namespace Viml.LanguageModels;

/// <summary>Opens language models on servers. Nothing is sent before the first question.</summary>
public static class LanguageModelClient
{
    /// <summary>The model at an endpoint.</summary>
    /// <param name="endpoint">The model.</param>
    /// <param name="patience">How patient to be with its server.</param>
    public static ILanguageModel Open(ModelEndpoint endpoint, ModelPatience patience)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(patience);
        var handler = new ResilientHandler(endpoint, patience, new SocketsHttpHandler { AllowAutoRedirect = false });
        // The handler has its own limits.
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        string Redact(string text) => endpoint.Key?.Redact(text) ?? text;
        return endpoint.Protocol switch
        {
            ModelProtocol.Completions => new CompletionsModel(endpoint, http, Redact),
            ModelProtocol.Ollama => new ChatModel(endpoint.Model, Ollama(endpoint, http), Redact),
            _ => new ChatModel(endpoint.Model, OpenAi(endpoint, http), Redact),
        };
    }

    private static IChatClient OpenAi(ModelEndpoint endpoint, HttpClient http) =>
        new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions // the handler knows the key
        {
            Endpoint = endpoint.Address,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        }).GetChatClient(endpoint.Model).AsIChatClient();

    private static IChatClient Ollama(ModelEndpoint endpoint, HttpClient http)
    {
        http.BaseAddress = endpoint.Address;
        return new OllamaApiClient(http, endpoint.Model);
    }
}
