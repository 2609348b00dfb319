using Viml.Descriptions.Language;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Analogies;

/// <summary>Chooses examples of the bank that are near to some tags, and varied among themselves (maximal marginal relevance).</summary>
public static class ExampleChoice
{
    private const double Variety = 0.35; // how much likeness to an example chosen before counts against another
    private const double Noise = 0.15;   // so that not every track of a kind gets the same examples
    private const double Kin = 0.4;      // what a tag of the same family counts for

    /// <summary>Some pairs, the nearest last, where a model reads it just before its own tags.</summary>
    /// <param name="bank">The pairs.</param>
    /// <param name="tags">The tags to be near to, by index.</param>
    /// <param name="count">How many.</param>
    /// <param name="random">Draws among pairs that are as near.</param>
    public static IReadOnlyList<DescribedTags> Nearest(PairBank bank, IReadOnlyList<int> tags, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var left = bank.Pairs.Select(pair => (Pair: pair, Score: Likeness(pair.Tags, tags) + Noise * random.Unit())).ToList();
        var chosen = new List<DescribedTags>();
        while (chosen.Count < count && left.Count > 0)
        {
            var best = left.MaxBy(candidate =>
                candidate.Score - Variety * chosen.Select(other => Likeness(candidate.Pair.Tags, other.Tags)).DefaultIfEmpty(0).Max());
            chosen.Add(best.Pair);
            left.Remove(best);
        }
        chosen.Reverse();
        return chosen;
    }

    /// <summary>How alike two sets of tags are, 0 to 1: shared tags, and in part those of one family.</summary>
    internal static double Likeness(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        if (one.Count == 0 || other.Count == 0) return 0;
        double Shared(IReadOnlyList<int> from, IReadOnlyList<int> to) =>
            from.Sum(tag => to.Contains(tag) ? 1 : to.Any(second => AreKin(tag, second)) ? Kin : 0);
        return (Shared(one, other) + Shared(other, one)) / (one.Count + other.Count);
    }

    private static bool AreKin(int one, int other) => TagVocabulary.Default.KindOf(one) == TagKind.Mood
        ? TagLanguage.Default[one].Family == TagLanguage.Default[other].Family && TagVocabulary.Default.KindOf(other) == TagKind.Mood
        : TagFamilies.AreKin(one, other);
}
