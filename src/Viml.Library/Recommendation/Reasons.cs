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

    /// <summary>The reason for a track with these tag probabilities, such as "drums (your words); leans towards dark (the picture)".</summary>
    public string For(float[] track)
    {
        // Of several tags, those that stand out most say most: that a track has drums says little where all have.
        IEnumerable<int> ByLift(IEnumerable<int> tags) => tags.OrderByDescending(tag => Lift(track, tag));
        var fromWords = Named(track, _asked, MostFromWords);
        var fromPicture = Named(track, ByLift(_near), MostOtherwise);
        if (fromWords is not null || fromPicture is not null)
            return string.Join("; ", new[] { fromWords is null ? null : $"{fromWords} (your words)", fromPicture is null ? null : $"{fromPicture} (the picture)" }
                .Where(part => part is not null));
        return Named(track, ByLift(All), MostOtherwise) is { } likeness ? $"closest overall: {likeness}" : "closest overall";
    }

    /// <summary>The first of these tags that the track has, else those that stand out; null where there are none.</summary>
    private string? Named(float[] track, IEnumerable<int> tags, int most)
    {
        var present = Labels(tags.Where(tag => IsPresent(track, tag)), most);
        if (present.Length > 0)
            return present;
        var leanings = Labels(tags.Where(tag => StandsOut(track, tag)), most);
        return leanings.Length > 0 ? $"leans towards {leanings}" : null;
    }

    /// <summary>Their names, without those that another makes more exact: "electric guitar" says "guitar".</summary>
    private string Labels(IEnumerable<int> tags, int most)
    {
        var labels = tags.Select(tag => _vocabulary.Labels[tag]).ToArray();
        return string.Join(", ", labels.Where(label => !labels.Any(other => other.EndsWith($" {label}", StringComparison.Ordinal))).Take(most));
    }

    private bool IsPresent(float[] probabilities, int tag) => TagChoice.IsPresent(_vocabulary.KindOf(tag), probabilities[tag]);

    private bool StandsOut(float[] probabilities, int tag) => probabilities[tag] >= LeastProbability && Lift(probabilities, tag) >= LeastLift;

    private float Lift(float[] probabilities, int tag) => probabilities[tag] / Math.Max(_library[tag], 1e-3f);
}
