using System.Text.RegularExpressions;
using Viml.Descriptions.Language;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Analogies;

/// <summary>A description of the bank carried over to other tags.</summary>
/// <param name="Text">The description.</param>
/// <param name="Said">The tags that its slots name.</param>
/// <param name="Cost">How much had to change: 1 for each word that was replaced by one of another family.</param>
internal sealed record CarriedOver(string Text, IReadOnlyList<int> Said, double Cost);

/// <summary>Carries a description over to other tags by replacing what differs: A : A' :: B : ?, without a model.</summary>
internal sealed partial class CarryOver
{
    private const double Free = 0.8; // words that suit everything say little
    private const double SameFamily = 0.35, NearFamily = 0.6, OtherFamily = 1, LeftOut = 0.2;
    private const int LongestList = 3;

    private readonly IReadOnlyList<int> _target;
    private readonly List<int> _said = [];
    private double _cost;

    private readonly bool _isFree;

    private CarryOver(DescribedTags pair, IReadOnlyList<int> target) => (_target, _isFree) = (target, pair.IsFree);

    /// <summary>The description for other tags; null where it cannot be made true of them.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="target">The tags of the other music by index, the most confident first.</param>
    public static CarriedOver? Try(DescribedTags pair, IReadOnlyList<int> target)
    {
        if (!pair.Needs.All(need => need.Any(target.Contains)) || !pair.Assumed.All(tags => tags.Any(target.Contains))) return null;
        var carry = new CarryOver(pair, target);
        // Words that fit already are spoken for.
        carry._said.AddRange(PairText.Slots(pair.Parts).SelectMany(slot => slot.Tags).Where(target.Contains).Distinct());
        var text = carry.Write(pair.Parts);
        if (text is null) return null;
        var said = carry._said.Distinct().ToList();
        var clashes = said.Any(one => said.Any(other => TagLanguage.Default.AreOpposites(one, other)
            && !(pair.Tags.Contains(one) && pair.Tags.Contains(other))));
        return clashes ? null : new CarriedOver(Tidy(text), said, carry._cost + (pair.IsFree ? Free : 0));
    }

    private string? Write(IReadOnlyList<TextPart> parts)
    {
        var text = "";
        foreach (var part in parts)
        {
            var words = part switch
            {
                PlainPart plain => plain.Text,
                SlotPart slot => Fill(slot),
                OptionalPart optional => Optional(optional),
                _ => throw new NotSupportedException(part.GetType().Name),
            };
            if (words is null) return null;
            text = part is SlotPart ? WithArticle(text, words) : text + words;
        }
        return text;
    }

    private string Optional(OptionalPart optional)
    {
        var (said, cost) = (_said.Count, _cost);
        if (Write(optional.Parts) is { } words) return words;
        _said.RemoveRange(said, _said.Count - said);
        _cost = cost + LeftOut;
        return "";
    }

    private string? Fill(SlotPart slot)
    {
        var kept = slot.Tags.Where(_target.Contains).ToList();
        if (kept.Count == slot.Tags.Count) return slot.Words;
        if (slot.Rule == SlotRule.Fixed) return null;
        var most = slot.Rule switch
        {
            SlotRule.One => 1,
            SlotRule.Two => 2,
            _ => slot.Kind == TagKind.Instrument ? Math.Min(LongestList, slot.Tags.Count + 1) : slot.Tags.Count,
        };
        var chosen = kept.Take(most).ToList();
        var missing = slot.Tags.Except(kept).ToList();
        foreach (var (tag, cost) in Candidates(slot, missing))
        {
            if (chosen.Count >= Math.Min(most, slot.Tags.Count)) break;
            if (_said.Exists(said => TagLanguage.Default.Implies(said, tag) || TagLanguage.Default.Implies(tag, said))) continue;
            // What is said beside the slot suits what was in it; a list may go on with anything.
            if (!_isFree && cost >= OtherFamily && (chosen.Count == 0 || slot.Kind != TagKind.Instrument)) continue;
            chosen.Add(tag);
            _said.Add(tag);
            _cost += cost;
        }
        return chosen.Count == 0 ? null : Words(slot, chosen);
    }

    // Tags that are not said yet, those nearest to the missing ones first.
    private IEnumerable<(int Tag, double Cost)> Candidates(SlotPart slot, List<int> missing) => [.. _target
        .Where(tag => Grammar.KindOf(tag) == slot.Kind && !_said.Exists(said => said == tag || TagLanguage.Default.AreOpposites(said, tag)))
        .Select(tag => (tag, missing.Min(other => CostOf(other, tag))))
        .OrderBy(candidate => candidate.Item2)];

    private static double CostOf(int one, int other)
    {
        var language = TagLanguage.Default;
        if (language.Implies(one, other) || language.Implies(other, one)) return SameFamily;
        if (Grammar.KindOf(one) == TagKind.Mood)
            return language[one].Family == language[other].Family ? SameFamily
                : TagFamilies.AreNear(language[one].Family, language[other].Family) ? NearFamily : OtherFamily;
        return TagFamilies.AreKin(one, other) ? SameFamily : OtherFamily;
    }

    private static string? Words(SlotPart slot, List<int> tags)
    {
        var phrases = tags.Select(tag => TagLanguage.Default[tag]).ToList();
        var isPlural = tags.Count > 1 || phrases[0].IsPlural;
        if ((slot.Rule == SlotRule.One && isPlural) || (slot.Rule == SlotRule.Many && !isPlural)
            || (slot.Rule == SlotRule.Two && tags.Count != 2))
            return null;
        var words = slot.Kind switch
        {
            TagKind.Instrument when slot.Rule == SlotRule.One => phrases[0].Noun[4..], // without "the"
            TagKind.Instrument => Grammar.List(tags),
            TagKind.Genre when slot.IsThing || slot.Words.EndsWith(" music", StringComparison.Ordinal) => Grammar.Nouns(tags),
            _ when slot.Words.Contains(',') && tags.Count == 2 => $"{phrases[0].Word}, {phrases[1].Word}",
            _ => Grammar.And([.. phrases.Select(phrase => phrase.Word)]),
        };
        if (!slot.Words.Any(char.IsLower)) return words.ToUpperInvariant();
        var isCapital = char.IsUpper(slot.Words[0]) && !slot.Words.StartsWith(TagLanguage.Default[slot.Tags[0]].Word,
            StringComparison.Ordinal);
        return isCapital ? Grammar.Capital(words) : words; // "Latin" has its capital everywhere
    }

    // "a [calm]" -> "an [epic]"
    private static string WithArticle(string before, string words)
    {
        foreach (var article in (string[])["a ", "an "])
        {
            if (!before.EndsWith(article, StringComparison.OrdinalIgnoreCase)) continue;
            var start = before.Length - article.Length;
            if (start > 0 && char.IsLetter(before[start - 1])) continue;
            var right = Grammar.Article(words);
            return before[..start] + (char.IsUpper(before[start]) ? Grammar.Capital(right) : right) + " " + words;
        }
        return before + words;
    }

    // Music without words is no song.
    [GeneratedRegex(@"\b(classical|orchestral|ambient|cinematic) song\b", RegexOptions.IgnoreCase)]
    private static partial Regex PieceAsSong();

    [GeneratedRegex(@"\b(techno|house|electronic|dance|jazz|funk|chillout|hip-hop) song\b", RegexOptions.IgnoreCase)]
    private static partial Regex TrackAsSong();

    private static string Tidy(string text) => TrackAsSong().Replace(PieceAsSong().Replace(text, "$1 piece"), "$1 track")
        .Replace("  ", " ", StringComparison.Ordinal).Replace(" .", ".", StringComparison.Ordinal).Trim();
}
