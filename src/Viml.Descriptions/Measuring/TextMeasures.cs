using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Runs;

namespace Viml.Descriptions.Measuring;

/// <summary>How true and how varied some texts are.</summary>
/// <param name="Texts">Texts that were measured; those that are empty are not.</param>
/// <param name="Recall">The mean share of the tags that a text expresses.</param>
/// <param name="Precision">The mean share of what a text says about tags that is right.</param>
/// <param name="Words">The mean number of words.</param>
/// <param name="Distinct1">Different words among all words.</param>
/// <param name="Distinct2">Different pairs of words among all pairs (Li et al. 2016).</param>
/// <param name="SelfBleu">
/// The mean BLEU-4 of a text with the others as references (Zhu et al. 2018): 1 where all are alike. Smoothed by one from two words on.
/// </param>
/// <param name="Fallbacks">The share of texts that a simpler method wrote.</param>
public sealed record TextMeasures(
    int Texts, double Recall, double Precision, double Words, double Distinct1, double Distinct2, double SelfBleu, double Fallbacks)
{
    private const int Order = 4;
    private const int MostForBleu = 500; // its cost grows with the square

    /// <summary>Measures texts.</summary>
    /// <param name="records">The texts.</param>
    /// <param name="facts">Compares them with their tags.</param>
    public static TextMeasures Of(IEnumerable<DescriptionRecord> records, FactCheck facts)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(facts);
        var texts = records.Where(record => record.Text.Length > 0).ToList();
        if (texts.Count == 0) return new TextMeasures(0, 0, 0, 0, 0, 0, 0, 0);
        var reports = texts.AsParallel().AsOrdered().Select(record => facts.Check(record.Text, record.Tags)).ToList();
        var words = texts.Select(record => MentionFinder.Clauses(record.Text).SelectMany(clause => clause).ToArray()).ToList();
        return new TextMeasures(texts.Count, reports.Average(report => report.Recall), reports.Average(report => report.Precision),
            words.Average(text => text.Length), Distinct(words, 1), Distinct(words, 2), SelfBleuOf(words),
            (double)texts.Count(record => record.Outcome == DraftOutcome.FellBack) / texts.Count);
    }

    private static double Distinct(List<string[]> texts, int order)
    {
        var grams = texts.SelectMany(text => Grams(text, order)).ToList();
        return grams.Count == 0 ? 0 : (double)grams.Distinct().Count() / grams.Count;
    }

    internal static double SelfBleuOf(List<string[]> texts)
    {
        // Evenly spread over the texts, so that the same texts give the same number.
        var step = Math.Max(1, (texts.Count + MostForBleu - 1) / MostForBleu);
        var sample = texts.Where((_, number) => number % step == 0).Where(text => text.Length > 0).ToList();
        if (sample.Count < 2) return 0;
        var counts = sample.Select(text => Enumerable.Range(1, Order).Select(order => Count(text, order)).ToArray()).ToList();
        return sample.Index().AsParallel().AsOrdered().Select(text => Bleu(sample, counts, text.Index)).Average();
    }

    private static double Bleu(List<string[]> texts, List<Dictionary<string, int>[]> counts, int at)
    {
        var logarithms = 0.0;
        for (var order = 0; order < Order; order++)
        {
            var (hits, all) = (0, 0);
            foreach (var (gram, count) in counts[at][order])
            {
                var most = 0;
                for (var other = 0; other < texts.Count && most < count; other++)
                    if (other != at) most = Math.Max(most, counts[other][order].GetValueOrDefault(gram));
                hits += Math.Min(count, most);
                all += count;
            }
            var smoothing = order == 0 ? 0 : 1;
            if (all + smoothing == 0 || hits + smoothing == 0) return 0;
            logarithms += Math.Log((double)(hits + smoothing) / (all + smoothing)) / Order;
        }
        var length = texts[at].Length;
        var nearest = texts.Where((_, other) => other != at).MinBy(text => (Math.Abs(text.Length - length), text.Length))!.Length;
        return Math.Exp(logarithms + Math.Min(0, 1 - (double)nearest / length));
    }

    private static Dictionary<string, int> Count(string[] text, int order) =>
        Grams(text, order).CountBy(gram => gram).ToDictionary(gram => gram.Key, gram => gram.Value);

    private static IEnumerable<string> Grams(string[] text, int order) =>
        Enumerable.Range(0, Math.Max(0, text.Length - order + 1)).Select(at => string.Join(' ', text, at, order));
}
