using System.Numerics.Tensors;
using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>The tags and associations that a text names.</summary>
/// <param name="Tags">How often each tag is named, ambiguous words counted in part.</param>
/// <param name="Associations">The sum of the weights of the associations that are named.</param>
/// <param name="Coverage">The share of the words, little words left out, that name tags: 0 to 1.</param>
internal sealed record NamedTags(float[] Tags, float[] Associations, float Coverage)
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">Names that are read as artists wherever they stand in it.</param>
    /// <param name="ambiguousWeight">What a word counts that means a tag only beside other words about music, where none are.</param>
    public static NamedTags In(string text, IReadOnlyList<NamedPart> names, float ambiguousWeight)
    {
        var words = QueryWord.Split(text);
        var (tags, associations) = (new float[TagVocabulary.Default.Count], new float[TagVocabulary.Default.Count]);
        var matches = new List<LexiconMatch>();
        var artists = names.Select(name => QueryWord.Key(name.Text)).Where(key => MusicLexicon.Default.Artist(key) is not null).ToHashSet();
        for (var at = 0; at < words.Count;)
        {
            var match = Artist(words, at, artists) ?? MusicLexicon.Default.At(words, at);
            if (match is { } known) matches.Add(known);
            at = match?.End ?? at + 1;
        }

        var content = words.Count(word => !word.IsLittle());
        var hasMusicNoun = words.Exists(word => FunctionWords.MusicNouns.Contains(word.Text));
        var isAboutMusic = hasMusicNoun || matches.Count(match => match.Tag is not null) > 1;
        var covered = 0f;
        foreach (var match in matches)
        {
            if (match.Association is { } association) TensorPrimitives.Add(associations, association.Weights.Span, associations);
            if (match.Tag is not { } tag) continue;
            var weight = !match.IsAmbiguous || isAboutMusic || content <= match.Count ? 1 : ambiguousWeight;
            tags[tag] += weight;
            covered += weight * match.Count;
        }
        return new NamedTags(tags, associations, Math.Min(1, covered / Math.Max(1, content)));
    }

    private static LexiconMatch? Artist(List<QueryWord> words, int at, HashSet<string> artists)
    {
        if (artists.Count == 0) return null;
        var count = MusicLexicon.Default.NameAt(words, at);
        return count > 0 && artists.Contains(words.Text(at, at + count))
            ? new LexiconMatch(at, count, null, MusicLexicon.Default.Artist(words.Text(at, at + count)), false)
            : null;
    }
}
