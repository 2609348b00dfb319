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
/// <param name="showsTitles">Whether the model may see titles, as far as they are safe.</param>
public sealed class PromptToText(
    ILanguageModel model, PromptLayout layout, Sampling sampling, AnswerCheck check, int attempts = 3, bool showsTitles = false)
    : IDescriptionMethod
{
    /// <inheritdoc/>
    public MethodIdentity Identity => new("prompt2text", layout.Version + (showsTitles ? ", titles" : ""), model.Name, sampling.Summary);

    /// <inheritdoc/>
    public async ValueTask<Draft> Write(TaggedPiece piece, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (PromptOf(layout, piece, showsTitles, seed) is not var (prompt, chosen)) return Draft.Of("");
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
        var instead = BuiltInMethod.ByName("prompt2text").Write(piece.Tags, seed);
        return new Draft(instead.Text, DraftOutcome.FellBack, attempts, reason);
    }

    /// <summary>What would be asked, and the tags it speaks of by index; null where no tag is confident enough.</summary>
    public static (Prompt Prompt, IReadOnlyList<int> Tags)? PromptOf(PromptLayout layout, TaggedPiece piece, bool showsTitles, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(piece);
        var chosen = TagSelection.Draw(piece.Tags, seed);
        if (chosen.Length == 0) return null;
        return (layout.Write(PairBank.Default, chosen, showsTitles ? SafeTitle.Of(piece.Title) : null, seed), chosen);
    }
}
