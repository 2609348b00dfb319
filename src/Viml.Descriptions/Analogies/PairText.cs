using System.Text.RegularExpressions;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Analogies;

/// <summary>What may stand in place of the words of a slot.</summary>
internal enum SlotRule
{
    /// <summary>Any tags of the same kind.</summary>
    Any,

    /// <summary>Only the tags it was written for.</summary>
    Fixed,

    /// <summary>One single thing, said without an article.</summary>
    One,

    /// <summary>Something that takes a plural verb.</summary>
    Many,

    /// <summary>Two things.</summary>
    Two,
}

/// <summary>A part of a description: plain words, words for tags, or parts that may be left out together.</summary>
internal abstract record TextPart;

/// <summary>Words that stay.</summary>
internal sealed record PlainPart(string Text) : TextPart;

/// <summary>Words for tags of one kind.</summary>
/// <param name="Words">As they were written.</param>
/// <param name="Tags">The tags by index.</param>
/// <param name="Rule">What may stand in their place.</param>
/// <param name="IsThing">Whether no noun follows, so that a genre stands for itself: "some jazz" and not "a jazz tune".</param>
internal sealed record SlotPart(string Words, IReadOnlyList<int> Tags, SlotRule Rule, bool IsThing) : TextPart
{
    public TagKind Kind => TagVocabulary.Default.KindOf(Tags[0]);
}

/// <summary>Parts that may be left out together.</summary>
internal sealed record OptionalPart(IReadOnlyList<TextPart> Parts) : TextPart;

/// <summary>Reads the marks of descriptions: <c>A [sad|sad] song{ with [strings|strings.many]}</c>.</summary>
internal static partial class PairText
{
    /// <summary>The parts of a marked text.</summary>
    /// <exception cref="FormatException">A mark is not closed, or names no tag.</exception>
    public static IReadOnlyList<TextPart> Parse(string text)
    {
        var at = 0;
        var parts = Parse(text, ref at, isOptional: false);
        return at == text.Length ? parts : throw new FormatException($"Unexpected '}}' in: {text}");
    }

    /// <summary>The description as it was written.</summary>
    public static string Plain(IEnumerable<TextPart> parts) => string.Concat(parts.Select(part => part switch
    {
        PlainPart plain => plain.Text,
        SlotPart slot => slot.Words,
        OptionalPart optional => Plain(optional.Parts),
        _ => throw new NotSupportedException(part.GetType().Name),
    }));

    /// <summary>Every slot, those that may be left out included.</summary>
    public static IEnumerable<SlotPart> Slots(IEnumerable<TextPart> parts) => parts.SelectMany(part => part switch
    {
        SlotPart slot => [slot],
        OptionalPart optional => Slots(optional.Parts),
        _ => Enumerable.Empty<SlotPart>(),
    });

    private static List<TextPart> Parse(string text, ref int at, bool isOptional)
    {
        var parts = new List<TextPart>();
        var start = at;
        void EndPlain(int end)
        {
            if (end > start) parts.Add(new PlainPart(text[start..end]));
        }
        while (at < text.Length && text[at] != '}')
        {
            if (text[at] is not ('[' or '{'))
            {
                at++;
                continue;
            }
            EndPlain(at);
            if (text[at] == '{')
            {
                at++;
                parts.Add(new OptionalPart(Parse(text, ref at, isOptional: true)));
                at++;
            }
            else
            {
                var end = text.IndexOf(']', at);
                if (end < 0) throw new FormatException($"']' is missing in: {text}");
                parts.Add(Slot(text[(at + 1)..end], !BeforeNoun().IsMatch(text[(end + 1)..])));
                at = end + 1;
            }
            start = at;
        }
        EndPlain(at);
        if (isOptional && at >= text.Length) throw new FormatException($"'}}' is missing in: {text}");
        return parts;
    }

    // A word or a slot follows, which is not one of the little words behind a noun.
    [GeneratedRegex(@"^ (?!(with|for|that|in|and|but|or|built|on|of|from|to|you|again|at|if|when)\b)[\[{a-z]")]
    private static partial Regex BeforeNoun();

    private static SlotPart Slot(string mark, bool isThing)
    {
        if (mark.Split('|') is not [var words, var tags]) throw new FormatException($"Expected [words|tags], found [{mark}].");
        var (names, rule) = tags.Split('.') is [var before, var after] ? (before, Enum.Parse<SlotRule>(after, ignoreCase: true))
            : (tags, SlotRule.Any);
        return new SlotPart(words, [.. names.Split(' ').Select(TagVocabulary.Default.IndexOf)], rule, isThing);
    }
}
