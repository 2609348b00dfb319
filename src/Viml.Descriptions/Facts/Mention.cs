namespace Viml.Descriptions.Facts;

/// <summary>A phrase of a text that speaks of tags.</summary>
/// <param name="Phrase">As it was found: lower case, single spaces.</param>
/// <param name="Tags">The tags it may stand for; one where the phrase is plain.</param>
/// <param name="IsPlain">Whether the phrase means its tag and nothing else, so that it would be an invention without it.</param>
/// <param name="IsDenied">Whether the text says that the music is without it: "no drums".</param>
internal sealed record Mention(string Phrase, IReadOnlyList<int> Tags, bool IsPlain, bool IsDenied);
