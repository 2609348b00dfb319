using Viml.Models.Tagging;

namespace Viml.Training.Evaluation;

/// <summary>How well tag probabilities order clips, averaged over the tags that some clips have and some have not.</summary>
/// <param name="RocAucByKind">Mean ROC-AUC by kind of tag, in lower case.</param>
public sealed record TaggingReport(double MeanRocAuc, double MeanAveragePrecision, IReadOnlyDictionary<string, double> RocAucByKind)
{
    /// <summary>Measures every tag of the vocabulary.</summary>
    /// <param name="probabilities">A probability per tag for each clip.</param>
    /// <param name="truth">The tags each clip has, with confidences; one half and more counts as having it.</param>
    public static TaggingReport Measure(IReadOnlyList<float[]> probabilities, IReadOnlyList<IReadOnlyDictionary<string, float>> truth)
    {
        var vocabulary = TagVocabulary.Default;
        var areas = new List<(TagKind Kind, double Roc, double Precision)>();
        for (var tag = 0; tag < vocabulary.Count; tag++)
        {
            var name = vocabulary.Names[tag];
            var labels = truth.Select(tags => tags.GetValueOrDefault(name) >= 0.5f).ToArray();
            var scores = probabilities.Select(row => row[tag]).ToArray();
            var roc = TaggingMetrics.RocAuc(scores, labels);
            if (!double.IsNaN(roc)) areas.Add((vocabulary.KindOf(tag), roc, TaggingMetrics.AveragePrecision(scores, labels)));
        }
        if (areas.Count == 0) return new TaggingReport(double.NaN, double.NaN, new Dictionary<string, double>());
        return new TaggingReport(
            areas.Average(area => area.Roc), areas.Average(area => area.Precision),
            areas.GroupBy(area => area.Kind).ToDictionary(kind => kind.Key.ToString().ToLowerInvariant(),
                kind => kind.Average(area => area.Roc)));
    }
}
