using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Models.Language;

namespace Viml.Library.Recommendation;

/// <summary>Reads the words of a request: exclusions, names in the library, other languages, the tags that are implied.</summary>
internal sealed class WordReader(ModelSet models, TextEmbeddings texts)
{
    private const string Stale =
        "The bundle was made by another version of viml, so your words rank by its text encoder alone. Train it again to change that.";

    /// <summary>
    /// Does ahead what takes long: reads a request as if nothing in the library had its words as a name. Most do not, and then
    /// <see cref="Read"/> is quick.
    /// </summary>
    public void ReadAhead(string? text, IReadOnlyList<string> not) => Read(text, not, _ => NameMatches.None);

    /// <summary>Reads a request.</summary>
    /// <param name="text">The text; null without one.</param>
    /// <param name="not">What else the music should do without.</param>
    /// <param name="names">Finds the names that the library has.</param>
    public WordReading Read(string? text, IReadOnlyList<string> not, Func<ParsedQuery, NameMatches> names)
    {
        var query = QueryParser.Default.Parse(text ?? "", not);
        var found = names(query);
        query = query.AsTyped(found.Found) with { Names = [.. query.Names.Union(found.Found)] };
        var understanding = Understanding.Of(query, found.Found);
        var isForeign = understanding.Level == UnderstandingLevel.OtherLanguage;
        var asked = isForeign ? QueryParser.Default.Parse(understanding.English, not) : query;
        asked = asked.Without([.. found.Found.Where(asked.Names.Contains).Where(name => !name.IsKnownArtist)]);
        var isUnderstood = isForeign ? understanding.English.Length > 0 : understanding.Level != UnderstandingLevel.Unknown;
        if (!isUnderstood)
            asked = asked with { Wanted = "" };

        var associations = models.Associations.Value;
        var wish = new ImpliedTags(texts.Vector, associations).Of(asked);
        return new WordReading(
            asked.Wanted.Length == 0 ? null : EncoderText(text!, asked, isForeign, associations is not null),
            associations is not null ? wish : wish with { Wanted = new float[models.Tags.Count] },
            isUnderstood && associations is null && models.Text.ImpliedTags(asked.Wanted) is { Length: > 0 } tags ? tags : null,
            found, AnswerOf(query, asked, understanding, found, models.HasStaleAssociations.Value ? Stale : null));
    }

    /// <summary>The text as it stands, for the pure form of the paper: what it means is said, and changes nothing.</summary>
    public WordReading ReadPlainly(string text)
    {
        var query = QueryParser.Default.Parse(text);
        var understanding = Understanding.Of(query);
        var isUnderstood = understanding.Level is UnderstandingLevel.Known or UnderstandingLevel.Partly;
        return new WordReading(
            text, null, isUnderstood && models.Text.ImpliedTags(text) is { Length: > 0 } tags ? tags : null, NameMatches.None,
            AnswerOf(query, query, understanding, NameMatches.None, null) with { Excluded = [], Corrections = [] });
    }

    // An encoder of subwords reads misspelt words by itself, and what it was trained on are whole texts.
    private static string EncoderText(string text, ParsedQuery asked, bool isForeign, bool isOfSentences) =>
        isOfSentences || isForeign || asked.Excluded.Any(part => part.Span is not null) || asked.Names.Count > 0 ? asked.Wanted : text;

    private static WordsAnswer AnswerOf(
        ParsedQuery query, ParsedQuery asked, Understanding understanding, NameMatches found, string? limitation) => new(
        understanding.Level switch
        {
            UnderstandingLevel.Known => WordsUnderstanding.Known,
            UnderstandingLevel.Partly => WordsUnderstanding.Partly,
            UnderstandingLevel.OtherLanguage => WordsUnderstanding.OtherLanguage,
            _ => WordsUnderstanding.Unknown,
        },
        understanding.Language,
        [.. understanding.Unknown.Select(span => span.Of(query.Text)).Distinct()],
        [.. understanding.Translated.Select(word => new WordMeaning(word.Word, word.English)).Distinct()],
        [.. asked.Excluded.Select(part => new ExcludedThing(part.Text, part.Strength)).Distinct()],
        [.. query.Corrections.Select(word => new WordMeaning(word.Typed, word.Read)).Distinct()],
        [.. found.Found.Select(name => name.Text).Distinct()],
        limitation);
}
