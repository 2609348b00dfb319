using Microsoft.Extensions.AI;
using Viml.Descriptions.Prompts;

namespace Viml.LanguageModels;

/// <summary>A language model behind an <see cref="IChatClient"/>. Thread-safe if the client is.</summary>
/// <param name="name">The model's name.</param>
/// <param name="client">The client.</param>
/// <param name="redact">Takes keys out of messages.</param>
internal sealed class ChatModel(string name, IChatClient client, Func<string, string> redact) : ILanguageModel
{
    public string Name => name;

    public async Task<Reply> Ask(Prompt prompt, Sampling sampling, ulong seed, CancellationToken cancellation)
    {
        var messages = new List<ChatMessage>();
        if (prompt.Instruction.Length > 0) messages.Add(new ChatMessage(ChatRole.System, prompt.Instruction));
        foreach (var example in prompt.Examples)
        {
            messages.Add(new ChatMessage(ChatRole.User, example.Asked));
            messages.Add(new ChatMessage(ChatRole.Assistant, example.Answered.Trim()));
        }
        messages.Add(new ChatMessage(ChatRole.User, prompt.Question));
        var options = new ChatOptions
        {
            ModelId = name,
            Temperature = (float)sampling.Temperature,
            TopP = (float)sampling.TopP,
            MaxOutputTokens = sampling.MaximumTokens,
            Seed = (long)(seed & int.MaxValue), // servers take 31 bits
        };
        return await Answers.Of(redact, async () =>
        {
            var answer = await client.GetResponseAsync(messages, options, cancellation);
            return new Reply(answer.Text, answer.FinishReason == ChatFinishReason.Length, answer.Usage?.InputTokenCount,
                answer.Usage?.OutputTokenCount);
        }, cancellation);
    }
}
