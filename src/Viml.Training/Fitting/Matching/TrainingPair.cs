using Viml.Models;
using Viml.Models.Language;

namespace Viml.Training.Fitting.Matching;

/// <summary>A piece of music that ViML is trained on, with what can be shown and said about it.</summary>
/// <param name="Music">The music.</param>
/// <param name="Video">The features of its video; null for a recording without one.</param>
/// <param name="SeesLanguage">
/// Whether the columns of the video that lie in the space of a text encoder were seen in it; else they are imagined.
/// </param>
/// <param name="Standing">How its tags stand out among those of its kind of music, one number per tag.</param>
/// <param name="Texts">Texts about it.</param>
/// <param name="Associations">What it brings to mind.</param>
/// <param name="Pictures">What it could be music to.</param>
internal sealed record TrainingPair(
    EncodedMusic Music, FeatureSequence? Video, bool SeesLanguage, float[] Standing, IReadOnlyList<TrackText> Texts,
    SuitableAssociations Associations, SuitableAssociations Pictures)
{
    private const double AssociationShare = 0.4, PhraseShare = 0.8;
    private const int PhrasesEach = 6; // the others say the same

    /// <summary>Every text that a pair may draw from an association.</summary>
    public static IEnumerable<string> TextsOf(Association known) => PhrasesOf(known).Concat(known.Descriptions);

    private static IReadOnlyList<string> PhrasesOf(Association known) => [.. known.Phrases.Take(PhrasesEach)];

    /// <summary>A text about it: one of its own, or what people say who have something like it in mind.</summary>
    public TrackText DrawText(RandomStream random)
    {
        if (Texts.Count > 0 && !random.Chance(AssociationShare)) return random.Pick(Texts);
        var association = Associations.Draw(random);
        var known = AssociationTable.Default[association];
        return new TrackText(
            random.Pick(random.Chance(PhraseShare) ? PhrasesOf(known) : known.Descriptions), SuitableAssociations.DirectionOf(association));
    }
}
