using Viml.Models;
using Viml.Models.Language;
using Viml.Models.Tagging;
using Viml.Training.Datasets;
using Viml.Training.Fitting;
using Viml.Training.Fitting.Matching;

namespace Viml.Training.Tests.Fitting.Matching;

/// <summary>Music to train ViML on, of which only the tags matter.</summary>
internal static class Pairs
{
    /// <summary>How tags stand out, 0 for all that are not named.</summary>
    public static float[] Standing(params (string Tag, float Value)[] tags)
    {
        var standing = new float[TagVocabulary.Default.Count];
        foreach (var (tag, value) in tags) standing[TagVocabulary.Default.IndexOf(tag)] = value;
        return standing;
    }

    /// <summary>A recording, or with a video a clip.</summary>
    public static TrainingPair Of(float[] standing, FeatureSequence? video = null, bool seesLanguage = false)
    {
        var clip = new Clip("a", null, "a.wav", 0, 3, Splits.Train, new Dictionary<string, float>(),
            new Dictionary<string, IReadOnlyList<string>>());
        var music = new EncodedMusic(new PreparedClip(clip, "a@1", null, null), new FeatureSequence([1, 2], 1, 2, 1), standing);
        return new TrainingPair(
            music, video, seesLanguage, standing, [], SuitableAssociations.Of(standing, _ => true),
            SuitableAssociations.Of(standing, ImaginedColumns.CanBeSeen));
    }

    /// <summary>The associations with this phrase.</summary>
    public static int Association(string phrase) =>
        AssociationTable.Default.ToList().FindIndex(known => known.Phrases.Contains(phrase));
}
