using Viml.Library.Catalog;
using Viml.Models.Language;

namespace Viml.Library.Recommendation;

/// <summary>How far the words of a request name a track.</summary>
/// <param name="Strength">0 to 1: 1 where all of the words are a whole name that is rare in the library.</param>
/// <param name="Fields">The names that match: title, artist, album, genre, file name.</param>
internal sealed record NameMatch(float Strength, IReadOnlyList<string> Fields);

/// <summary>The tracks that the words of a request name, by their number, and the parts of the request that are names.</summary>
internal sealed record NameMatches(IReadOnlyDictionary<int, NameMatch> Tracks, IReadOnlyList<NamedPart> Found)
{
    public static NameMatches None { get; } = new(new Dictionary<int, NameMatch>(), []);
}

/// <summary>
/// Finds the tracks that a request names: by title, artist, album, genre or file name. Words that are common in the library count little,
/// so that "dance" is a meaning before it is a title.
/// </summary>
internal sealed class NameMatcher(ILibraryReader library, IReadOnlyList<TrackRecord> tracks)
{
    private const int MostWords = 64; // of a request that are looked up
    private const int MostTracks = 2000;
    private const float PartOfName = 0.6f; // what a part of a name counts beside the whole
    private const float LittleWord = 0.25f; // what "of" and "01" count in a name beside other words
    private const float Least = 0.1f; // a weaker match is chance
    private const float ShownLeast = 0.25f;

    private readonly Lazy<Dictionary<long, int>> _numbers = new(() =>
        tracks.Select((track, number) => (track.Id, number)).ToDictionary(track => track.Id, track => track.number));

    /// <summary>Looks a request up.</summary>
    public NameMatches Find(ParsedQuery query)
    {
        var terms = NameTerm.Of(query);
        var words = terms.Where(term => !term.IsLittle).Select(term => term.Word).Distinct().Take(MostWords).ToList();
        if (words.Count == 0)
            return NameMatches.None;
        var typed = words.ConvertAll(word => terms.First(term => term.Word == word) is var term
            && query.Corrections.All(correction => correction.Read != word) ? term.Span.Of(query.Text) : word);
        var hits = library.FindNames(typed, MostTracks);
        var rarity = words.Zip(hits.Frequencies).ToDictionary(word => word.First, word => Rarity(word.Second));
        var names = Names(query, terms, words.Where((_, index) => hits.Frequencies[index] > 0).ToHashSet());
        var asked = terms.Where(term => !term.IsLittle).Select(term => term.Span).Distinct().Count();
        var matches = new Dictionary<int, NameMatch>();
        var found = new HashSet<NamedPart>();
        foreach (var id in hits.Tracks)
            if (_numbers.Value.TryGetValue(id, out var number) && Match(tracks[number], rarity, terms, asked, names, found) is { } match)
                matches.Add(number, match);
        return new NameMatches(matches, [.. names.Select(name => name.Part).Where(found.Contains)]);
    }

    private float Rarity(int count) => count == 0
        ? 0
        : MathF.Min(1, MathF.Log((tracks.Count + 1) / (count + 0.5f)) / MathF.Log((tracks.Count + 1) / 1.5f));

    /// <summary>The names in the request, and the words in a row that no dictionary has but the library.</summary>
    private static List<(NamedPart Part, HashSet<string> Words)> Names(
        ParsedQuery query, IReadOnlyList<NameTerm> terms, HashSet<string> present)
    {
        var names = query.Names.Select(part => (part, Words(part.Text))).Where(name => name.Item2.Count > 0).ToList();
        for (var first = 0; first < terms.Count; first++)
        {
            var last = first;
            while (last < terms.Count && IsName(terms[last])) last++;
            if (last == first)
                continue;
            var span = TextSpan.Over(terms[first].Span, terms[last - 1].Span);
            var text = span.Of(query.Text);
            names.Add((new NamedPart(text, NameKind.Mentioned, span), Words(text)));
            first = last;
        }
        return names;

        bool IsName(NameTerm term) => !term.IsLittle && !term.IsCommon && present.Contains(term.Word)
            && !query.Names.Any(part => part.Span.Covers(term.Span))
            && !query.Corrections.Any(part => part.Span.Covers(term.Span) && part.Read == term.Word);
    }

    private static HashSet<string> Words(string name) =>
        [.. NameTerm.Split(name).Where(term => !term.IsLittle).Select(term => term.Word)];

    private static NameMatch? Match(
        TrackRecord track, Dictionary<string, float> rarity, IReadOnlyList<NameTerm> terms, int asked,
        List<(NamedPart Part, HashSet<string> Words)> names, HashSet<NamedPart> found)
    {
        var (strongest, fields) = (0f, new List<string>());
        foreach (var (field, name, weight) in NamesOf(track))
        {
            var strength = weight * Strength(NameTerm.Split(name), rarity, terms, asked, names, found);
            strongest = Math.Max(strongest, strength);
            if (strength >= ShownLeast && !fields.Contains(field))
                fields.Add(field);
        }
        return strongest >= Least ? new NameMatch(strongest, fields) : null;
    }

    private static IEnumerable<(string Field, string Name, float Weight)> NamesOf(TrackRecord track)
    {
        if (track.Labels.Title is { } title) yield return ("title", title, 1);
        if (track.Labels.Artist is { } artist) yield return ("artist", artist, 1);
        if (track.Labels.Album is { } album) yield return ("album", album, 0.8f);
        if (track.Labels.Genre is { } genre) yield return ("genre", genre, 0.4f); // a meaning more than a name
        foreach (var path in track.Paths) yield return ("file name", Path.GetFileNameWithoutExtension(path), 0.8f);
    }

    private static float Strength(
        IReadOnlyList<NameTerm> name, Dictionary<string, float> rarity, IReadOnlyList<NameTerm> terms, int asked,
        List<(NamedPart Part, HashSet<string> Words)> names, HashSet<NamedPart> found)
    {
        var matched = name.Where(term => !term.IsLittle && rarity.ContainsKey(term.Word)).Select(term => term.Word).ToHashSet();
        if (matched.Count == 0)
            return 0;
        var isWhole = name.All(term => term.IsLittle || matched.Contains(term.Word));
        var total = name.Sum(term => term.IsLittle ? LittleWord : 1);
        var coverage = isWhole ? 1 : PartOfName * name.Count(term => matched.Contains(term.Word)) / total;
        var rare = 1 - matched.Aggregate(1f, (rest, word) => rest * (1 - rarity[word]));
        var share = (float)terms.Where(term => matched.Contains(term.Word)).Select(term => term.Span).Distinct().Count() / asked;
        foreach (var (part, words) in names)
            if (words.IsSubsetOf(matched))
            {
                found.Add(part);
                (share, rare) = (1, 1); // it can mean nothing else, however often it stands in the library
                coverage = Math.Max(coverage, PartOfName);
            }
        return coverage * rare * MathF.Sqrt(Math.Min(1, share));
    }
}
