using Viml.Models.Tagging;

namespace Viml.Library.Recommendation;

/// <summary>
/// Says in a few words why a track was found: the tags it shares with what the words and the picture imply. The ranking itself is made in the
/// joint space, so where no tag is shared the reason says that.
/// </summary>
/// <param name="vocabulary">The tags.</param>
/// <param name="words">Probability of each tag that the words ask for it; null without words.</param>
/// <param name="picture">Probability of each tag that the picture asks for it; null without a video.</param>
internal sealed class Reasons(TagVocabulary vocabulary, float[]? words, float[]? picture)
{
    private const int MostFromWords = 3;
    private const int MostFromPicture = 2;

    /// <summary>The reason for a track with these tag probabilities, such as "drums, energetic (your words); dark (the picture)".</summary>
    public string For(float[] track)
    {
        var fromWords = Shared(words, track, MostFromWords, []);
        var fromPicture = Shared(picture, track, MostFromPicture, fromWords);
        var parts = new List<string>();
        if (fromWords.Count > 0)
            parts.Add($"{Labels(fromWords)} (your words)");
        if (fromPicture.Count > 0)
            parts.Add($"{Labels(fromPicture)} (the picture)");
        return parts.Count > 0 ? string.Join("; ", parts) : $"no tag in common with {Asked}";
    }

    private string Asked => (words, picture) switch
    {
        (not null, not null) => "your words and the picture",
        (not null, null) => "your words",
        _ => "the picture",
    };

    private List<int> Shared(float[]? query, float[] track, int most, List<int> named)
    {
        if (query is null)
            return [];
        return [.. Enumerable.Range(0, vocabulary.Count)
            .Where(tag => query[tag] >= TagChoice.Threshold(vocabulary.KindOf(tag)) && track[tag] >= TagChoice.Threshold(vocabulary.KindOf(tag)))
            .Except(named)
            .OrderByDescending(tag => query[tag] * track[tag])
            .Take(most)];
    }

    private string Labels(List<int> tags) => string.Join(", ", tags.Select(tag => vocabulary.Labels[tag]));
}
