namespace Viml.Descriptions.Prompts;

/// <summary>How a language model draws its words.</summary>
/// <param name="Temperature">0 for the likeliest words, 1 for its own spread.</param>
/// <param name="TopP">The share of probability from which words are drawn.</param>
/// <param name="MaximumTokens">Where an answer is cut.</param>
public sealed record Sampling(double Temperature = 0.9, double TopP = 0.95, int MaximumTokens = 120)
{
    /// <summary>The settings in a few words, for provenance.</summary>
    public string Summary => FormattableString.Invariant($"temperature={Temperature:0.##}, top_p={TopP:0.##}, max_tokens={MaximumTokens}");
}

/// <summary>What a language model answered.</summary>
/// <param name="Text">The answer as it came.</param>
/// <param name="IsCut">Whether it ended because it was too long.</param>
/// <param name="InputTokens">What the server counted; null where it did not say.</param>
/// <param name="OutputTokens">What the server counted; null where it did not say.</param>
public sealed record Reply(string Text, bool IsCut = false, long? InputTokens = null, long? OutputTokens = null);

/// <summary>A language model somewhere. Thread-safe.</summary>
public interface ILanguageModel
{
    /// <summary>Its name, for provenance.</summary>
    public string Name { get; }

    /// <summary>Asks once.</summary>
    /// <exception cref="LanguageModelException">The model cannot be asked, or its answer is no answer.</exception>
    public Task<Reply> Ask(Prompt prompt, Sampling sampling, ulong seed, CancellationToken cancellation);
}

/// <summary>A language model cannot be asked: its server is down, refuses, or does not speak the protocol. Says what to do.</summary>
/// <param name="message">What happened. Never contains a key.</param>
/// <param name="isLasting">Whether asking something else would fail in the same way.</param>
/// <param name="inner">The cause.</param>
public sealed class LanguageModelException(string message, bool isLasting, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether asking something else would fail in the same way, so that a run had better stop.</summary>
    public bool IsLasting => isLasting;
}
