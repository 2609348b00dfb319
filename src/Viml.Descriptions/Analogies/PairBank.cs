using Viml.Descriptions.Facts;
using Viml.Models;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Analogies;

/// <summary>Tags as a tagger gives them, and what a person writes about such music: A and A' of an analogy.</summary>
public sealed class DescribedTags
{
    internal DescribedTags(
        int number, IReadOnlyList<int> tags, bool isFree, IReadOnlyList<IReadOnlyList<int>> needs, IReadOnlyList<TextPart> parts)
    {
        (Number, Tags, IsFree, Needs, Parts, Text) = (number, tags, isFree, needs, parts, PairText.Plain(parts));
        // What the plain words say of tags must be true of other music too.
        Assumed = [.. MentionFinder.In(string.Join(" . ", parts.OfType<PlainPart>().Select(part => part.Text)))
            .Where(mention => mention.IsPlain && !mention.IsDenied).Select(mention => mention.Tags)];
    }

    /// <summary>Its place in the bank.</summary>
    public int Number { get; }

    /// <summary>The tags by index.</summary>
    public IReadOnlyList<int> Tags { get; }

    /// <summary>The description.</summary>
    public string Text { get; }

    /// <summary>Whether the words beside the slots suit music of any kind.</summary>
    internal bool IsFree { get; }

    /// <summary>Groups of tags, of each of which the music must have one.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> Needs { get; }

    internal IReadOnlyList<TextPart> Parts { get; }

    internal IReadOnlyList<IReadOnlyList<int>> Assumed { get; }
}

/// <summary>The pairs that come with the program, from <c>pairs.json</c>. Immutable, thread-safe.</summary>
public sealed class PairBank
{
    private static readonly Lazy<PairBank> Embedded = new(() => EmbeddedJson.Read("pairs.json", Read));

    private PairBank(IReadOnlyList<DescribedTags> pairs) => Pairs = pairs;

    /// <summary>The bank.</summary>
    public static PairBank Default => Embedded.Value;

    /// <summary>The pairs in their order.</summary>
    public IReadOnlyList<DescribedTags> Pairs { get; }

    private static PairBank Read(StrictJson json)
    {
        json.Text("note");
        var number = 0;
        return new PairBank(json.Objects("pairs", pair => new DescribedTags(
            number++, Tags(pair.Text("tags")), pair.Flag("free"), [.. pair.Texts("needs").Select(Tags)],
                PairText.Parse(pair.Text("text")))));
    }

    private static int[] Tags(string names) => [.. names.Split(' ').Select(TagVocabulary.Default.IndexOf)];
}
