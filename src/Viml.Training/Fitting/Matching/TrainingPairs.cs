using Viml.Descriptions.Methods;
using Viml.Models.Language;
using Viml.Models.Tagging;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Fitting.Matching;

/// <summary>Makes pairs to train ViML on from music of one kind: the clips of a dataset, or recordings.</summary>
internal static class TrainingPairs
{
    private const int ShortTexts = 4; // of each piece

    /// <summary>Clips with their videos.</summary>
    public static IEnumerable<TrainingPair> OfClips(IReadOnlyList<EncodedMusic> clips) =>
        Of(clips, clips.Select(clip => clip.Probabilities).ToArray());

    /// <summary>Recordings, of which only the tags are believed that teachers hear in them.</summary>
    public static IEnumerable<TrainingPair> OfRecordings(IReadOnlyList<EncodedMusic> recordings) =>
        Of(recordings, recordings.Select(recording => recording.Probabilities).ToArray(), tag => TeacherTags.Evidence[tag].Count > 0);

    private static IEnumerable<TrainingPair> Of(
        IReadOnlyList<EncodedMusic> music, float[][] probabilities, Func<int, bool>? isBelieved = null)
    {
        if (music.Count == 0) yield break;
        var usual = TagStanding.Of(probabilities);
        for (var i = 0; i < music.Count; i++)
        {
            var standing = new float[TagVocabulary.Default.Count];
            usual.Fill(probabilities[i], standing);
            for (var tag = 0; tag < standing.Length; tag++)
                if (isBelieved?.Invoke(tag) == false) standing[tag] = 0;
            yield return new TrainingPair(
                music[i], music[i].Prepared.Video, music[i].Prepared.SeesLanguage, standing, [.. TextsOf(music[i], standing)],
                SuitableAssociations.Of(standing, _ => true), SuitableAssociations.Of(standing, ImaginedColumns.CanBeSeen));
        }
    }

    private static IEnumerable<TrackText> TextsOf(EncodedMusic music, float[] standing)
    {
        var random = new RandomStream(RandomStream.Hash(music.Clip.Id)).Fork("texts");
        var whole = TagWishes.Unit(standing);
        foreach (var description in music.Descriptions) yield return new TrackText(description, whole, IsOwn: true);
        foreach (var method in (string[])["tags", "data2text"])
            yield return new TrackText(BuiltInMethod.ByName(method).Write(music.ScoredTags, random.Next()).Text, whole, IsOwn: true);
        foreach (var text in TextsOfTags.Draw(standing, ShortTexts, random)) yield return text;
    }
}
