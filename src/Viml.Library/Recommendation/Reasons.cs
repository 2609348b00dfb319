using Viml.Models.Tagging;

namespace Viml.Library.Recommendation;

/// <summary>
/// Says in a few words why a track was found: which of its tags the words ask for, and which of them the music nearest to the picture has more than the
/// rest of the library. What the track has is named plainly; what merely stands out in this library is named as what the track leans towards.
/// </summary>
internal sealed class Reasons
{
    private const int MostFromWords = 3;
    private const int MostOtherwise = 2;

    // A lift is a probability over the mean of the library. Of tags that pass both and are not present, pieces of a held-out corpus have two (moods) to
    // four times (instruments) as many as tracks have on average. That is a leaning, no more: of such instruments one in three is really there.
    private const float LeastProbability = 0.1f;
    private const float LeastLift = 1.5f;
    private const float LeastOfWords = 0.2f; // words imply much a little: "calm piano" has some jazz about it

    private readonly TagVocabulary _vocabulary;
    private readonly float[] _library;
    private readonly int[] _asked; // what the words ask for most stands first
    private readonly int[] _near;

    /// <param name="vocabulary">The tags.</param>
    /// <param name="library">Mean probability of each tag over the library.</param>
    /// <param name="words">Probability of each tag that the words ask for it; null without words.</param>
    /// <param name="near">Mean probability of each tag over the tracks nearest to the picture; null without a video or such tracks.</param>
    public Reasons(TagVocabulary vocabulary, float[] library, float[]? words, float[]? near)
    {
        (_vocabulary, _library) = (vocabulary, library);
        _asked = words is null ? [] : [.. All
            .Where(tag => IsPresent(words, tag) || (words[tag] >= LeastOfWords && StandsOut(words, tag)))
            .OrderByDescending(tag => words[tag])];
        _near = near is null ? [] : [.. All.Where(tag => StandsOut(near, tag)).Except(_asked)];
    }

    private IEnumerable<int> All => Enumerable.Range(0, _vocabulary.Count);

    /// <summary>The reason for a track with these tag probabilities, such as "drums (your words); strings (suits the picture)".</summary>
    public string For(float[] track)
    {
        // Of several tags, those that stand out most say most: that a track has drums says little where all have.
        IEnumerable<int> ByLift(IEnumerable<int> tags) => tags.OrderByDescending(tag => Lift(track, tag));
        var fromWords = (Present(track, _asked, MostFromWords) ?? Leanings(track, _asked, MostFromWords)) is { } asked ? $"{asked} (your words)" : null;
        var picture = Present(track, ByLift(_near), MostOtherwise) ?? (fromWords is null ? Leanings(track, ByLift(_near), MostOtherwise) : null);
        var fromPicture = picture is null ? null : $"{picture} (suits the picture)";
        if (fromWords is not null && fromPicture is not null)
            return $"{fromWords}; {fromPicture}";
        return fromWords ?? fromPicture ?? ((Present(track, ByLift(All), MostOtherwise) ?? Leanings(track, ByLift(All), MostOtherwise)) is { } likeness
            ? $"overall sound: {likeness}"
            : "overall sound");
    }

    private string? Present(float[] track, IEnumerable<int> tags, int most) => Labels(tags.Where(tag => IsPresent(track, tag)), most);

    private string? Leanings(float[] track, IEnumerable<int> tags, int most) =>
        Labels(tags.Where(tag => StandsOut(track, tag)), most) is { } labels ? $"leans towards {labels}" : null;

    /// <summary>The first of their names, without those that another makes more exact: "electric guitar" says "guitar". Null where there are none.</summary>
    private string? Labels(IEnumerable<int> tags, int most)
    {
        var labels = tags.Select(tag => _vocabulary.Labels[tag]).ToArray();
        return labels.Length == 0
            ? null
            : string.Join(", ", labels.Where(label => !labels.Any(other => other.EndsWith($" {label}", StringComparison.Ordinal))).Take(most));
    }

    private bool IsPresent(float[] probabilities, int tag) => TagChoice.IsPresent(_vocabulary.KindOf(tag), probabilities[tag]);

    private bool StandsOut(float[] probabilities, int tag) => probabilities[tag] >= LeastProbability && Lift(probabilities, tag) >= LeastLift;

    private float Lift(float[] probabilities, int tag) => probabilities[tag] / Math.Max(_library[tag], 1e-3f);
}
