using Viml.Library.Answers;
using Viml.Models.Bundles;
using Viml.Models.Tagging;

namespace Viml.Library.Tagging;

/// <summary>Which tags a track has, by their probabilities.</summary>
/// <param name="vocabulary">The tags.</param>
/// <param name="tagging">How they are to be read; null where they were not calibrated.</param>
internal sealed class TagChoice(TagVocabulary vocabulary, BundleTagging? tagging)
{
    private const int MaximumUncalibrated = 6; // the surest; of calibrated tags all, so that reasons name no other

    // Without calibration: an instrument plays or does not; genres and moods overlap and share their probability, so a lower one means as
    // much.
    private const float InstrumentThreshold = 0.5f;
    private const float GenreThreshold = 0.35f;
    private const float MoodThreshold = 0.35f;

    private readonly bool[] _isHeard = [.. vocabulary.Names.Select(tag => tagging?.Unheard.Contains(tag) != true)];

    /// <summary>Whether the tagger can hear a tag at all.</summary>
    public bool IsHeard(int tag) => _isHeard[tag];

    /// <summary>Whether a tag of this probability counts as present.</summary>
    public bool IsPresent(int tag, float probability) =>
        _isHeard[tag] && probability >= (tagging?.Threshold ?? vocabulary.KindOf(tag) switch
    {
        TagKind.Instrument => InstrumentThreshold,
        TagKind.Genre => GenreThreshold,
        _ => MoodThreshold,
    });

    /// <summary>One tag with its probability.</summary>
    public static TrackTag Of(TagVocabulary vocabulary, IReadOnlyList<float> probabilities, int index) =>
        new(vocabulary.Names[index], vocabulary.Labels[index], vocabulary.KindOf(index), probabilities[index]);

    /// <summary>All tags that can be heard, most probable first; equal ones in the order of the vocabulary.</summary>
    public List<TrackTag> Ranked(IReadOnlyList<float> probabilities) =>
        [.. Enumerable.Range(0, vocabulary.Count).Where(IsHeard).OrderByDescending(index => probabilities[index])
            .Select(index => Of(vocabulary, probabilities, index))];

    /// <summary>The tags that are present, most probable first.</summary>
    public List<TrackTag> Present(IReadOnlyList<float> probabilities) =>
        [.. Enumerable.Range(0, vocabulary.Count).Where(tag => IsPresent(tag, probabilities[tag]))
            .OrderByDescending(tag => probabilities[tag]).Take(tagging is null ? MaximumUncalibrated : vocabulary.Count)
            .Select(tag => Of(vocabulary, probabilities, tag))];
}
