using Viml.Library.Answers;
using Viml.Models.Language;

namespace Viml.Library.Recommendation;

/// <summary>How the words of a request were read, and what they ask for.</summary>
/// <param name="EncoderText">What the text encoder reads: what is wanted; null where the words have no part in the query.</param>
/// <param name="Wish">What they ask of the tags; null where that is not known.</param>
/// <param name="EncoderTags">Probability of each tag that the text asks for it by a text encoder that knows tags; null without one.</param>
/// <param name="Names">The tracks that they name.</param>
/// <param name="Answer">What is said about the reading.</param>
internal sealed record WordReading(
    string? EncoderText, TagWish? Wish, float[]? EncoderTags, NameMatches Names, WordsAnswer Answer)
{
    /// <summary>Whether anything in the words bears on the ranking.</summary>
    public bool Counts => EncoderText is not null || Wish is { IsEmpty: false } || Names.Tracks.Count > 0;
}
