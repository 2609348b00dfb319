using System.Numerics.Tensors;
using Viml.Library.Answers;
using Viml.Library.Tagging;
using Viml.Models.Bundles;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Library.Recommendation;

/// <summary>
/// Says why a track was found: its names that the text has, which of its tags the text asks for, what it does without, and which of its
/// tags the music nearest to the video has more than the rest of the library. Tags that are present are named plainly; tags that only stand
/// out in this library are what the track leans towards.
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
    private const float MinimumExcluded = 0.3f; // of a vector of unit length: the tags that an exclusion is about

    private readonly TagVocabulary _vocabulary;
    private readonly TagChoice _choice;
    private readonly float[] _library;
    private readonly int[] _fromText; // most wanted first
    private readonly int[] _fromVideo;
    private readonly WordReading? _words;
    private readonly PictureReading? _seen;
    private readonly float[]? _taste;

    /// <param name="vocabulary">The tags.</param>
    /// <param name="library">Mean probability of each tag over the library.</param>
    /// <param name="words">The words of the query; null without any that count.</param>
    /// <param name="seen">What was seen in the video; null without one.</param>
    /// <param name="near">Mean probability of each tag over the tracks nearest to the video; null without a video or such tracks.</param>
    /// <param name="tagging">How the tags are to be read; null where they were not calibrated.</param>
    /// <param name="taste"><see cref="Taste"/>; null without one.</param>
    public Reasons(
        TagVocabulary vocabulary, float[] library, WordReading? words, PictureReading? seen, float[]? near, BundleTagging? tagging = null,
        float[]? taste = null)
    {
        _taste = taste;
        (_vocabulary, _library, _words, _seen) = (vocabulary, library, words, seen is { Wish.AsksFor: true } ? seen : null);
        _choice = new TagChoice(vocabulary, tagging);
        _fromText = [.. AskedFor(words)];
        _fromVideo = _seen is not null ? [.. Wanted(_seen.Wish).Except(_fromText)]
            : near is null ? []
            : [.. All.Where(tag => StandsOut(near, tag)).Except(_fromText)];
    }

    private IEnumerable<int> All => Enumerable.Range(0, _vocabulary.Count);

    /// <summary>The reasons for a track; never empty.</summary>
    /// <param name="track">Its tag probabilities.</param>
    /// <param name="standing">How they stand out, where a wish is compared with them; else null.</param>
    /// <param name="name">Its names that the words have; null without any.</param>
    public IReadOnlyList<TrackReason> For(float[] track, float[]? standing = null, NameMatch? name = null)
    {
        // Of several tags, those that stand out most say most: that a track has drums says little where all have.
        IEnumerable<int> ByLift(IEnumerable<int> tags) => tags.OrderByDescending(tag => Lift(track, tag));
        var asked = standing is not null && _words?.Wish is { AsksFor: true } wish ? Granted(wish, _fromText, standing) : _fromText;
        var names = name is { Fields.Count: > 0 } ? new TrackReason(ReasonSource.Names, false, []) { Texts = name.Fields } : null;
        var text = Present(ReasonSource.Words, track, asked, MaximumFromText) ?? Leaning(ReasonSource.Words, track, asked, MaximumFromText);
        var without = Without(track, standing);
        var suited = _seen is not null && standing is not null ? Granted(_seen.Wish, _fromVideo, standing) : ByLift(_fromVideo);
        var video = Present(ReasonSource.Picture, track, suited, MaximumOtherwise)
            ?? (text is null ? Leaning(ReasonSource.Picture, track, suited, MaximumOtherwise) : null);
        if (video is not null && _seen is not null)
            video = video with { Texts = _seen.Things };
        var liked = _taste is null || standing is null ? null
            : Present(ReasonSource.Likes, track, Granted(_taste, [.. All.Where(tag => _taste[tag] > 0)], standing), MaximumOtherwise);
        if (new[] { names, text, liked, without, video }.OfType<TrackReason>().ToList() is { Count: > 0 } reasons)
            return reasons;
        return
        [
            Present(ReasonSource.Sound, track, ByLift(All), MaximumOtherwise)
                ?? Leaning(ReasonSource.Sound, track, ByLift(All), MaximumOtherwise)
                ?? new TrackReason(ReasonSource.Sound, IsLeaning: false, []),
        ];
    }

    /// <summary>The tags that the words ask for, the most wanted first.</summary>
    private IEnumerable<int> AskedFor(WordReading? words)
    {
        if (words?.EncoderTags is { } asked)
            return All.Where(tag => IsPresent(asked, tag) || (asked[tag] >= MinimumFromText && StandsOut(asked, tag)))
                .OrderByDescending(tag => asked[tag]);
        return words?.Wish is { AsksFor: true } wish ? Wanted(wish) : [];
    }

    private IEnumerable<int> Wanted(TagWish wish)
    {
        var least = MinimumFromText * TensorPrimitives.Norm(wish.Wanted.Span); // a wish that is less sure is shorter
        return All.Where(tag => wish.Wanted.Span[tag] >= least).OrderByDescending(tag => wish.Wanted.Span[tag]);
    }

    /// <summary>The tags that are asked for and stand out, those that count most first.</summary>
    private static IEnumerable<int> Granted(TagWish wish, int[] tags, float[] standing) => Granted(wish.Wanted, tags, standing);

    private static IEnumerable<int> Granted(ReadOnlyMemory<float> wanted, int[] tags, float[] standing) =>
        tags.Where(tag => standing[tag] > 0).OrderByDescending(tag => wanted.Span[tag] * standing[tag]);

    /// <summary>What is excluded and the track really lacks.</summary>
    private TrackReason? Without(float[] track, float[]? standing)
    {
        if (standing is null || _words?.Wish is not { Unwanted.Count: > 0 } wish)
            return null;
        var lacking = wish.Unwanted.Where(part =>
            UnwantedTags.IsWithout(TensorPrimitives.Dot(part.Tags.Span, standing))
            && !All.Any(tag => part.Tags.Span[tag] >= MinimumExcluded && IsPresent(track, tag))).Select(Phrase).Distinct();
        return lacking.ToList() is { Count: > 0 } things ? new TrackReason(ReasonSource.Exclusions, false, []) { Texts = things } : null;
    }

    private string Phrase(UnwantedTags part) =>
        _vocabulary.KindOf(TensorPrimitives.IndexOfMax(part.Tags.Span)) == TagKind.Mood ? $"not {part.Part.Text}" : $"no {part.Part.Text}";

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

    private bool IsPresent(float[] probabilities, int tag) => _choice.IsPresent(tag, probabilities[tag]);

    private bool StandsOut(float[] probabilities, int tag) =>
        _choice.IsHeard(tag) && probabilities[tag] >= MinimumProbability && Lift(probabilities, tag) >= MinimumLift;

    private float Lift(float[] probabilities, int tag) => probabilities[tag] / Math.Max(_library[tag], 1e-3f);
}
