using Viml.Descriptions.Analogies;
using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Prompts;

/// <summary>
/// The paper's "prompt2text": a language model continues pairs of tags and descriptions with a description of new tags. What it answers is
/// checked, asked again where it does not pass, and replaced by the analogy of the bank where it never does. Thread-safe.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="layout">The prompt.</param>
/// <param name="sampling">How the model draws its words.</param>
/// <param name="check">What an answer must be.</param>
/// <param name="attempts">How often it is asked at most, at least once.</param>
public sealed class PromptToText(ILanguageModel model, PromptLayout layout, Sampling sampling, AnswerCheck check, int attempts = 3)
    : IDescriptionMethod
{
    /// <inheritdoc/>
    public MethodIdentity Identity => new("prompt2text", layout.Version, model.Name, sampling.Summary);

    /// <inheritdoc/>
    public ValueTask<Draft> Write(IReadOnlyList<ScoredTag> tags, ulong seed, CancellationToken cancellation) =>
        Write(tags, null, seed, cancellation);

    /// <summary>Writes a text about a piece whose title the model may see.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="title">Any text; made safe here.</param>
    /// <param name="seed">Decides the examples, and what the model is told to start from.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async ValueTask<Draft> Write(IReadOnlyList<ScoredTag> tags, string? title, ulong seed, CancellationToken cancellation)
    {
        if (PromptOf(layout, tags, title, seed) is not var (prompt, chosen)) return Draft.Of("");
        var names = chosen.Select(tag => TagVocabulary.Default.Names[tag]).ToList();
        string? reason = null;
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            try
            {
                // Another seed for each attempt, or the answer would be the same.
                var reply = await model.Ask(prompt, sampling, seed + (ulong)attempt - 1, cancellation);
                reason = check.Fault(reply, prompt, names, out var text);
                if (reason is null) return new Draft(text, DraftOutcome.Kept, attempt);
            }
            catch (LanguageModelException fault) when (!fault.IsLasting)
            {
                reason = fault.Message;
            }
        }
        var instead = BuiltInMethod.ByName("prompt2text").Write(tags, seed);
        return new Draft(instead.Text, DraftOutcome.FellBack, attempts, reason);
    }

    /// <summary>What would be asked, and the tags it speaks of by index; null where no tag is confident enough.</summary>
    public static (Prompt Prompt, IReadOnlyList<int> Tags)? PromptOf(
        PromptLayout layout, IReadOnlyList<ScoredTag> tags, string? title, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var chosen = TagSelection.Draw(tags, new RandomStream(seed).Fork("prompt2text"));
        return chosen.Length == 0 ? null : (layout.Write(PairBank.Default, chosen, SafeTitle.Of(title), seed), chosen);
    }
}
