using Viml.Descriptions.DataToText;
using Viml.Descriptions.Methods;

namespace Viml.Descriptions.Prompts;

/// <summary>Steps of "data2text" that a language model can take over.</summary>
[Flags]
public enum ModelSteps
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The order of the sentences.</summary>
    Order = 1,

    /// <summary>Which of them are fused.</summary>
    Aggregate = 2,

    /// <summary>The paragraph.</summary>
    Compress = 4,
}

/// <summary>"data2text" with a language model for some of its steps, and rules for the others. Thread-safe.</summary>
/// <param name="model">The model.</param>
/// <param name="steps">What it does.</param>
/// <param name="sampling">How it draws its words.</param>
/// <param name="check">What the paragraph must be.</param>
/// <param name="attempts">How often it is asked for a paragraph at most.</param>
public sealed class ModelDataToText(ILanguageModel model, ModelSteps steps, Sampling sampling, AnswerCheck check, int attempts = 3)
    : IDescriptionMethod
{
    /// <inheritdoc/>
    public MethodIdentity Identity => new("data2text", $"2, {steps.ToString().ToLowerInvariant()} by model 1", model.Name,
        sampling.Summary);

    /// <inheritdoc/>
    public async ValueTask<Draft> Write(TaggedPiece piece, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(piece);
        string? reason = null;
        var method = new DataToTextMethod(
            steps.HasFlag(ModelSteps.Order) ? new ModelOrdering(model, sampling) : null,
            steps.HasFlag(ModelSteps.Aggregate) ? new ModelAggregation(model, sampling) : null,
            steps.HasFlag(ModelSteps.Compress) ? new ModelCompression(model, sampling, check, attempts, why => reason = why) : null);
        var draft = Draft.Of(await method.Write(piece.Tags, seed, cancellation));
        return reason is null ? draft : draft with { Outcome = DraftOutcome.FellBack, Attempts = attempts, Reason = reason };
    }
}
