using Viml.Library.Answers;
using Viml.Library.Tagging;
using Viml.Models.Tagging;

namespace Viml.Library.Recommendation;

/// <summary>
/// Says why a track was found: which of its tags the text asks for, and which of them the music nearest to the video has more than the rest
/// of the library. Tags that are present are named plainly; tags that only stand out in this library are what the track leans towards.
/// </summary>
internal sealed class Reasons
{
    private const int MaximumFromText = 3;
    private const int MaximumOtherwise = 2;

    // A lift is a probability over the mean of the library. Of tags that pass both and are not present, pieces of a held-out corpus have
    // two (moods) to four times (instruments) as many as tracks have on average. That is a leaning, no more: of such instruments one in
    // three is really there.
    private const float MinimumProbability = 0.1f;
    private const float MinimumLift = 1.5f;
    private const float MinimumFromText = 0.2f; // texts imply many tags a little: "calm piano" has some jazz about it

    private readonly TagVocabulary _vocabulary;
    private readonly float[] _library;
    private readonly int[] _fromText; // most wanted first
    private readonly int[] _fromVideo;

    /// <param name="vocabulary">The tags.</param>
    /// <param name="library">Mean probability of each tag over the library.</param>
    /// <param name="text">Probability of each tag that the text asks for it; null without a text.</param>
    /// <param name="near">Mean probability of each tag over the tracks nearest to the video; null without a video or such tracks.</param>
    public Reasons(TagVocabulary vocabulary, float[] library, float[]? text, float[]? near)
    {
        (_vocabulary, _library) = (vocabulary, library);
        _fromText = text is null ? [] : [.. All
            .Where(tag => IsPresent(text, tag) || (text[tag] >= MinimumFromText && StandsOut(text, tag)))
            .OrderByDescending(tag => text[tag])];
        _fromVideo = near is null ? [] : [.. All.Where(tag => StandsOut(near, tag)).Except(_fromText)];
    }

    private IEnumerable<int> All => Enumerable.Range(0, _vocabulary.Count);

    /// <summary>The reasons for a track with these tag probabilities; never empty.</summary>
    public IReadOnlyList<TrackReason> For(float[] track)
    {
        // Of several tags, those that stand out most say most: that a track has drums says little where all have.
        IEnumerable<int> ByLift(IEnumerable<int> tags) => tags.OrderByDescending(tag => Lift(track, tag));
        var text = Present(ReasonSource.Words, track, _fromText, MaximumFromText)
            ?? Leaning(ReasonSource.Words, track, _fromText, MaximumFromText);
        var video = Present(ReasonSource.Picture, track, ByLift(_fromVideo), MaximumOtherwise)
            ?? (text is null ? Leaning(ReasonSource.Picture, track, ByLift(_fromVideo), MaximumOtherwise) : null);
        if (text is not null || video is not null)
            return [.. new[] { text, video }.OfType<TrackReason>()];
        return
        [
            Present(ReasonSource.Sound, track, ByLift(All), MaximumOtherwise)
                ?? Leaning(ReasonSource.Sound, track, ByLift(All), MaximumOtherwise)
                ?? new TrackReason(ReasonSource.Sound, IsLeaning: false, []),
        ];
    }

    private TrackReason? Present(ReasonSource source, float[] track, IEnumerable<int> tags, int maximum) =>
        Reason(source, isLeaning: false, track, tags.Where(tag => IsPresent(track, tag)), maximum);

    private TrackReason? Leaning(ReasonSource source, float[] track, IEnumerable<int> tags, int maximum) =>
        Reason(source, isLeaning: true, track, tags.Where(tag => StandsOut(track, tag)), maximum);

    /// <summary>
    /// A reason with the first of the tags, without those that another specifies: "electric guitar" says "guitar". Null where there are
    /// none.
    /// </summary>
    private TrackReason? Reason(ReasonSource source, bool isLeaning, float[] track, IEnumerable<int> tags, int maximum)
    {
        var named = tags.Select(tag => TagChoice.Of(_vocabulary, track, tag)).ToArray();
        return named.Length == 0 ? null : new TrackReason(source, isLeaning,
            [.. named.Where(tag => !named.Any(other => other.Label.EndsWith($" {tag.Label}", StringComparison.Ordinal))).Take(maximum)]);
    }

    private bool IsPresent(float[] probabilities, int tag) => TagChoice.IsPresent(_vocabulary.KindOf(tag), probabilities[tag]);

    private bool StandsOut(float[] probabilities, int tag) =>
        probabilities[tag] >= MinimumProbability && Lift(probabilities, tag) >= MinimumLift;

    private float Lift(float[] probabilities, int tag) => probabilities[tag] / Math.Max(_library[tag], 1e-3f);
}
