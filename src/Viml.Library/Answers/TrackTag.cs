using Viml.Models.Tagging;

namespace Viml.Library.Recommendation;

/// <summary>A tag of a track.</summary>
/// <param name="Name">Its name in the vocabulary, as filters take it.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Kind">What it speaks about.</param>
/// <param name="Confidence">Probability the tagger gives it.</param>
public sealed record TrackTag(string Name, string Label, TagKind Kind, float Confidence);
