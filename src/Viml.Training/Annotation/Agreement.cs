using Viml.Descriptions.Facts;
using Viml.Models.Tagging;

namespace Viml.Training.Annotation;

/// <summary>
/// How far two people who described the same excerpts speak of the same things: of the tags of the vocabulary, as far as their words name
/// them.
/// </summary>
/// <param name="Both">Excerpts that both described.</param>
/// <param name="OnlyFirst">Excerpts that only the first described.</param>
/// <param name="OnlySecond">Excerpts that only the second described.</param>
/// <param name="TagsEach">Tags that a text speaks of, on average.</param>
/// <param name="Shared">
/// The mean share of the tags of which both speak among those of which either does (Jaccard); excerpts of which neither names a tag
/// do not count. NaN where there are none.
/// </param>
/// <param name="SharedByChance">
/// The same between texts about different excerpts: what is shared because people say it of much music.
/// </param>
/// <param name="Kappa">
/// Cohen's kappa over all decisions to speak of a tag of an excerpt or not: 1 for full agreement, 0 for that of chance. NaN where either
/// never or always decides the same.
/// </param>
public sealed record Agreement(
    int Both, int OnlyFirst, int OnlySecond, double TagsEach, double Shared, double SharedByChance, double Kappa)
{
    /// <summary>Compares two people's texts.</summary>
    public static Agreement Of(IEnumerable<Annotation> first, IEnumerable<Annotation> second)
    {
        var (one, other) = (ById(first), ById(second));
        string[] both = [.. one.Keys.Where(other.ContainsKey).Order(StringComparer.Ordinal)];
        HashSet<string>[] mine = [.. both.Select(id => TagsOf(one[id]))], theirs = [.. both.Select(id => TagsOf(other[id]))];
        var across = Enumerable.Range(0, both.Length)
            .SelectMany(at => Enumerable.Range(0, both.Length).Where(to => to != at).Select(to => Jaccard(mine[at], theirs[to])));
        return new Agreement(
            both.Length, one.Count - both.Length, other.Count - both.Length,
            Mean(mine.Concat(theirs).Select(tags => (double)tags.Count)), Mean(mine.Zip(theirs, Jaccard)), Mean(across),
            KappaOf(mine, theirs));
    }

    /// <summary>Both people's texts, those about one excerpt behind each other.</summary>
    public static IReadOnlyList<Annotation> Merge(IEnumerable<Annotation> first, IEnumerable<Annotation> second) =>
        [.. first.Concat(second).Where(annotation => annotation.Text.Length > 0).Distinct()
            .GroupBy(annotation => annotation.Id, StringComparer.Ordinal).SelectMany(same => same)];

    private static Dictionary<string, string> ById(IEnumerable<Annotation> annotations) =>
        annotations.Where(annotation => annotation.Text.Length > 0).GroupBy(annotation => annotation.Id, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => string.Join(". ", same.Select(annotation => annotation.Text)), StringComparer.Ordinal);

    private static HashSet<string> TagsOf(string text) => [.. FactCheck.ByWords.Check(text, TagVocabulary.Default.Names).Expressed];

    private static double Jaccard(HashSet<string> one, HashSet<string> other) =>
        one.Count + other.Count == 0 ? double.NaN : one.Count(other.Contains) / (double)one.Union(other).Count();

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static double KappaOf(HashSet<string>[] mine, HashSet<string>[] theirs)
    {
        double decisions = mine.Length * (double)TagVocabulary.Default.Count;
        double said = mine.Sum(tags => tags.Count), saidToo = theirs.Sum(tags => tags.Count);
        double together = mine.Zip(theirs, (one, other) => one.Count(other.Contains)).Sum();
        var agreed = (together + (decisions - said - saidToo + together)) / decisions;
        var expected = (said * saidToo + (decisions - said) * (decisions - saidToo)) / (decisions * decisions);
        return expected >= 1 ? double.NaN : (agreed - expected) / (1 - expected);
    }
}
