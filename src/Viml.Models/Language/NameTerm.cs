using System.Globalization;
using System.Text;
using Viml.Models.Words;

namespace Viml.Models.Language;

/// <summary>A word that may be part of the name of a track, an artist or an album.</summary>
/// <param name="Word">Lower case, without accents.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="IsLittle">Whether it says nothing by itself: "the", "of", "music".</param>
public readonly record struct NameTerm(string Word, TextSpan Span, bool IsLittle)
{
    private const int Most = 1000; // as of requests

    /// <summary>Whether it is an English word or one about music, so that it may be meant as one.</summary>
    public bool IsCommon => Word.All(char.IsDigit) || EnglishWords.Default.IsCommon(Word) || MusicLexicon.Default.MusicWords.Contains(Word);

    /// <summary>
    /// The words of a request that may be names: those it excludes are not; one that was read as another stands for both.
    /// </summary>
    public static IReadOnlyList<NameTerm> Of(ParsedQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var terms = new List<NameTerm>();
        foreach (var term in Split(query.Text))
        {
            if (query.Excluded.Any(part => part.Span is { } span && span.Covers(term.Span))) continue;
            terms.Add(term);
            if (query.Corrections.FirstOrDefault(correction => correction.Span.Covers(term.Span)) is { } correction)
                terms.Add(new NameTerm(correction.Read, term.Span, false));
        }
        return terms;
    }

    /// <summary>The words of a name: letters and digits; everything else separates. At most a thousand.</summary>
    public static IReadOnlyList<NameTerm> Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var terms = new List<NameTerm>();
        for (var at = 0; at < name.Length && terms.Count < Most;)
        {
            var end = at;
            while (end < name.Length && IsPartAt(name, end, out var length)) end += length;
            if (end == at)
            {
                Rune.DecodeFromUtf16(name.AsSpan(at), out _, out var skipped);
                at += skipped;
                continue;
            }
            var word = TextFolding.Fold(name.AsSpan(at, end - at));
            if (word.Length > 0)
                terms.Add(new NameTerm(word, new TextSpan(at, end - at), IsLittleWord(word)));
            at = end;
        }
        return terms;
    }

    private static bool IsPartAt(string text, int at, out int length)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length);
        return Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }

    private static bool IsLittleWord(string word) => word.Length == 1 && char.IsAscii(word[0])
        || word.All(char.IsDigit) || FunctionWords.English.Contains(word) || FunctionWords.MusicNouns.Contains(word);
}
