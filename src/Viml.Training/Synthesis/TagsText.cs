using Viml.Corpus;

namespace Viml.Training.Synthesis;

/// <summary>The paper's "tags" text: the top tags in random order with commas between.</summary>
public sealed class TagsText : ITextSynthesizer
{
    /// <inheritdoc/>
    public string Name => "tags";

    /// <inheritdoc/>
    public string Synthesize(IReadOnlyList<ScoredTag> tags, ulong seed) =>
        string.Join(", ", TagSelection.Draw(tags, new RandomStream(seed).Fork(Name)).Select(tag => tag.Label));
}
