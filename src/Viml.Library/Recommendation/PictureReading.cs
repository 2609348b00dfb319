using Viml.Models.Language;

namespace Viml.Library.Recommendation;

/// <summary>What was seen in a video, and what it asks for.</summary>
/// <param name="Wish">What it asks of the tags; asks for nothing where nothing known was seen.</param>
/// <param name="Things">What was seen, the surest first.</param>
internal sealed record PictureReading(TagWish Wish, IReadOnlyList<string> Things)
{
    /// <summary>Nothing that is known.</summary>
    public static PictureReading Nothing { get; } = Of(PictureImpression.None);

    /// <summary>What was seen.</summary>
    public static PictureReading Of(PictureImpression seen) => new(seen.Wish, [.. seen.Seen.Select(thing => thing.Name)]);
}
