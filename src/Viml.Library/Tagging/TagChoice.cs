using Viml.Library.Answers;
using Viml.Models.Tagging;

namespace Viml.Library.Tagging;

/// <summary>Which tags a track has, by their probabilities.</summary>
internal static class TagChoice
{
    /// <summary>Maximum number of tags shown for a track.</summary>
    public const int MaximumShown = 6;

    // An instrument plays or does not. Genres and moods overlap and share their probability, so a lower one means as much.
    private const float InstrumentThreshold = 0.5f;
    private const float GenreThreshold = 0.35f;
    private const float MoodThreshold = 0.35f;

    /// <summary>Whether a tag of this probability counts as present.</summary>
    public static bool IsPresent(TagKind kind, float probability) => probability >= kind switch
    {
        TagKind.Instrument => InstrumentThreshold,
        TagKind.Genre => GenreThreshold,
        _ => MoodThreshold,
    };

    /// <summary>One tag with its probability.</summary>
    public static TrackTag Of(TagVocabulary vocabulary, IReadOnlyList<float> probabilities, int index) =>
        new(vocabulary.Names[index], vocabulary.Labels[index], vocabulary.KindOf(index), probabilities[index]);

    /// <summary>All tags, most probable first; equal ones in the order of the vocabulary.</summary>
    public static List<TrackTag> Ranked(TagVocabulary vocabulary, IReadOnlyList<float> probabilities) =>
        [.. Enumerable.Range(0, vocabulary.Count).OrderByDescending(index => probabilities[index])
            .Select(index => Of(vocabulary, probabilities, index))];

    /// <summary>The tags that are present, most probable first.</summary>
    public static List<TrackTag> Present(TagVocabulary vocabulary, IReadOnlyList<float> probabilities) =>
        [.. Ranked(vocabulary, probabilities).Where(tag => IsPresent(tag.Kind, tag.Confidence)).Take(MaximumShown)];
}
