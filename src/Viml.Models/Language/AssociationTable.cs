using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>
/// Occasions, styles, artists, scenes and feelings with the music people use for them, read from the files under <c>Associations</c>.
/// </summary>
public static class AssociationTable
{
    private static readonly string[] Files =
        ["styles", "artists", "sounds", "occasions", "activities", "films", "eras", "places", "feelings", "scenes"];

    private static readonly Lazy<IReadOnlyList<Association>> Embedded = new(() =>
        Join(Files.Select(file => $"{file}.json").Select(file => (file, Read(EmbeddedFiles.Read(file), file, TagVocabulary.Default)))));

    /// <summary>The table that comes with the program, in the order of its files. Immutable.</summary>
    public static IReadOnlyList<Association> Default => Embedded.Value;

    /// <summary>Reads one file: <c>{ "note", "kind", "entries": [{ "phrases", "tags", "descriptions" }] }</c>.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="name">What the file is called in errors.</param>
    /// <param name="vocabulary">The tags that may be named.</param>
    /// <exception cref="InvalidDataException">A key, kind or tag is unknown, a weight is 0 or above 1, or something is missing.</exception>
    public static IReadOnlyList<Association> Read(byte[] utf8, string name, TagVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return EmbeddedFiles.ReadJson(utf8, name, json =>
        {
            json.Text("note");
            var kind = json.Text("kind");
            if (!Enum.TryParse<AssociationKind>(kind, ignoreCase: true, out var known) || char.IsDigit(kind[0]))
                throw json.Error($"one of the kinds {string.Join(", ", Enum.GetNames<AssociationKind>()).ToLowerInvariant()}", $"'{kind}'");
            return json.Objects("entries", entry => ReadEntry(entry, known, vocabulary));
        });
    }

    /// <summary>
    /// Joins the entries of several files. No phrase may stand for two things, except that artists may be called like things: their names
    /// only count where a name is expected.
    /// </summary>
    internal static IReadOnlyList<Association> Join(IEnumerable<(string File, IReadOnlyList<Association> Entries)> files)
    {
        var all = new List<Association>();
        var owners = new Dictionary<(bool IsName, string Key), Association>();
        foreach (var (file, entries) in files)
        {
            foreach (var entry in entries)
            {
                foreach (var phrase in entry.Phrases)
                {
                    var key = (entry.Kind == AssociationKind.Artist, QueryWord.Key(phrase));
                    if (owners.TryAdd(key, entry)) continue;
                    var (one, other) = (owners[key].Phrases[0], entry.Phrases[0]);
                    throw new InvalidDataException($"{file}: '{phrase}' stands for '{one}' and for '{other}'.");
                }
                all.Add(entry);
            }
        }
        return all;
    }

    private static Association ReadEntry(StrictJson entry, AssociationKind kind, TagVocabulary vocabulary)
    {
        var phrases = entry.Texts("phrases");
        var descriptions = entry.Texts("descriptions");
        if (phrases.Count == 0 || phrases.Any(phrase => QueryWord.Split(phrase).Count == 0))
            throw entry.Error("at least one phrase, and none without a word", $"'{string.Join(", ", phrases)}'");
        if (descriptions.Count == 0) throw entry.Error($"a description of '{phrases[0]}'", "none");
        return new Association(kind, phrases, entry.Object("tags", tags => ReadWeights(tags, phrases[0], vocabulary)), descriptions);
    }

    private static float[] ReadWeights(StrictJson tags, string phrase, TagVocabulary vocabulary)
    {
        var weights = new float[vocabulary.Count];
        foreach (var tag in tags.Keys)
        {
            if (!vocabulary.TryIndexOf(tag, out var index))
                throw tags.Error($"tags of '{phrase}' among {string.Join(", ", vocabulary.Names)}", $"'{tag}'");
            var weight = tags.Number(tag);
            if (weight is < -1 or > 1 or 0)
                throw tags.Error($"a weight of '{tag}' between -1 and 1, and not 0, for '{phrase}'", $"{weight}");
            weights[index] = (float)weight;
        }
        return weights.Any(weight => weight != 0) ? weights : throw tags.Error($"a tag for '{phrase}'", "none");
    }
}
