using Viml.Descriptions.Language;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Facts;

/// <summary>What a text says of the tags it was made from.</summary>
/// <param name="Expressed">Tags that the text speaks of, by name.</param>
/// <param name="Missing">Tags that it leaves out, by name.</param>
/// <param name="Invented">What it claims or denies against the tags, in its own words.</param>
/// <param name="Supported">How many of its phrases about tags are right.</param>
public sealed record FactReport(
    IReadOnlyList<string> Expressed, IReadOnlyList<string> Missing, IReadOnlyList<string> Invented, int Supported)
{
    /// <summary>The share of the tags that the text expresses; 1 where there are none.</summary>
    public double Recall => Share(Expressed.Count, Expressed.Count + Missing.Count);

    /// <summary>The share of what the text says about tags that is right; 1 where it says nothing.</summary>
    public double Precision => Share(Supported, Supported + Invented.Count);

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}

/// <summary>
/// Checks a text against the tags it was made from: every tag expressed, none invented. A tag counts as expressed by its name, by a word
/// that people use for it, by a tag that implies it (violins are strings), and with <paramref name="meaning"/> by a clause that means the
/// same. Thread-safe.
/// </summary>
/// <param name="meaning">Compares meanings where the words differ; null compares words only.</param>
public sealed class FactCheck(ITagMeaning? meaning = null)
{
    private static readonly TagVocabulary Vocabulary = TagVocabulary.Default;

    /// <summary>Checks by words alone.</summary>
    public static FactCheck ByWords { get; } = new();

    /// <summary>Compares a text with tags.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="tags">Names of tags; which are confident enough to be said is for the caller to decide.</param>
    /// <exception cref="ArgumentException">A tag is not in the vocabulary.</exception>
    public FactReport Check(string text, IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tags);
        var given = tags.Select(Vocabulary.IndexOf).Distinct().ToList();
        var mentions = MentionFinder.In(text);
        var said = mentions.Where(mention => !mention.IsDenied).SelectMany(mention => mention.Tags).Distinct().ToList();
        bool IsSaid(int tag) => said.Exists(other => other == tag || (given.Contains(other) && TagLanguage.Default.Implies(other, tag)));
        var expressed = given.Where(IsSaid).ToList();
        var missing = given.Except(expressed).ToList();
        if (meaning is not null && missing.Count > 0)
        {
            expressed.AddRange(meaning.Expressed(text, missing));
            missing = [.. missing.Except(expressed)];
        }
        bool IsGiven(int tag) => given.Exists(other => other == tag || TagLanguage.Default.Implies(other, tag));
        var wrong = mentions.Where(mention => mention.IsDenied
            ? mention.IsPlain && mention.Tags.Any(given.Contains)
            : mention.IsPlain && !mention.Tags.Any(IsGiven)).ToList();
        var right = mentions.Count(mention => !mention.IsDenied && mention.Tags.Any(IsGiven));
        return new FactReport([.. expressed.Order().Select(Name)], [.. missing.Select(Name)],
            [.. wrong.Select(mention => (mention.IsDenied ? "no " : "") + mention.Phrase).Distinct()], right);
    }

    private static string Name(int tag) => Vocabulary.Names[tag];
}

/// <summary>Says which tags a text expresses in other words.</summary>
public interface ITagMeaning
{
    /// <summary>Those of <paramref name="tags"/>, by index, that <paramref name="text"/> expresses.</summary>
    public IEnumerable<int> Expressed(string text, IReadOnlyCollection<int> tags);
}
