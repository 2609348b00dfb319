using Viml.Models;
using Viml.Models.Tagging;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting.Teaching;

/// <summary>
/// How well tags order recordings as teachers do: ROC-AUC of each tag against each tag of a teacher that means the same. A recording has a
/// teacher's tag where its probability is a standard deviation above the mean of the recordings; tags whose probability never reaches
/// <see cref="Audible"/> are left out, because none of the recordings has them.
/// </summary>
internal sealed class TeacherAgreement
{
    private const double Audible = 0.1;

    private readonly (int Tag, bool[] Has, bool IsShared)[] _pairs;

    /// <summary>Prepares the comparison.</summary>
    /// <param name="teachers">The teachers.</param>
    /// <param name="heard">What they hear in each recording.</param>
    public TeacherAgreement(Teachers teachers, IReadOnlyList<FeatureSequence> heard)
    {
        var evidence = new TrackEvidence(teachers, heard);
        var pairs = new List<(int, bool[], bool)>();
        for (var tag = 0; tag < TagVocabulary.Default.Count; tag++)
        {
            var same = evidence.Evidence(tag).Where(part => part.Weight >= 1).ToArray();
            foreach (var probabilities in same.Select(evidence.Probabilities).Where(probabilities => probabilities.Max() >= Audible))
                pairs.Add((tag, [.. TrackEvidence.Standardised(probabilities).Select(value => value > 1)], same.Length > 1));
        }
        _pairs = [.. pairs];
    }

    /// <summary>
    /// Mean areas of all pairs, of the tags that several teachers have, and of the moods; not a number where there are none.
    /// </summary>
    /// <param name="probabilities">Of the tags of the vocabulary, for each recording.</param>
    public IReadOnlyList<(string Name, double Value)> Measure(IReadOnlyList<float[]> probabilities)
    {
        var areas = _pairs.Select(pair => (pair.Tag, pair.IsShared,
            Area: TaggingMetrics.RocAuc([.. probabilities.Select(tags => tags[pair.Tag])], pair.Has)))
            .Where(pair => double.IsFinite(pair.Area)).ToArray();
        return
        [
            ("recordings.rocAuc", Mean(areas.Select(pair => pair.Area))),
            ("recordings.rocAuc.shared", Mean(areas.Where(pair => pair.IsShared).Select(pair => pair.Area))),
            .. Enum.GetValues<TagKind>().Select(kind => ($"recordings.rocAuc.{kind.ToString().ToLowerInvariant()}",
                Mean(areas.Where(pair => TagVocabulary.Default.KindOf(pair.Tag) == kind).Select(pair => pair.Area)))),
        ];
    }

    /// <summary>
    /// <see cref="Measure"/>, and how well one half as the threshold keeps the recordings that have a tag: mean precision and recall over
    /// the pairs whose tag between a twentieth and two fifths of the recordings have.
    /// </summary>
    public IReadOnlyList<(string Name, double Value)> Report(IReadOnlyList<float[]> probabilities)
    {
        var kept = _pairs.Where(
            pair => pair.Has.Count(has => has) is var count && count >= 0.05 * pair.Has.Length && count <= 0.4 * pair.Has.Length)
            .Select(pair =>
            {
                bool[] keeps = [.. probabilities.Select(tags => tags[pair.Tag] >= 0.5f)];
                var both = keeps.Zip(pair.Has).Count(recording => recording is (true, true));
                return (Precision: both / Math.Max(1.0, keeps.Count(keep => keep)), Recall: both / (double)pair.Has.Count(has => has));
            }).ToArray();
        return [.. Measure(probabilities), ("recordings.precision", Mean(kept.Select(pair => pair.Precision))),
            ("recordings.recall", Mean(kept.Select(pair => pair.Recall))),
            ("recordings.tagsPerTrack", Mean(probabilities.Select(tags => (double)tags.Count(probability => probability >= 0.5f))))];
    }

    private static double Mean(IEnumerable<double> areas) => areas.DefaultIfEmpty(double.NaN).Average();
}
