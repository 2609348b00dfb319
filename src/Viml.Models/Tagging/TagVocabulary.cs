using System.Security.Cryptography;
using System.Text;

namespace Viml.Models.Tagging;

/// <summary>
/// The tags a tagger can give and a query can imply: 41 instruments (those of MTG-Jamendo), 20 genres and 28 moods, the sizes of the
/// paper's vocabulary. Index order: instruments, genres, moods, each in the order of <c>vocabulary.json</c>. Immutable, thread-safe.
/// </summary>
public sealed class TagVocabulary
{
    private static readonly Lazy<TagVocabulary> Embedded = new(ReadEmbedded);
    private readonly Dictionary<string, int> _indices;
    private readonly int _instruments;
    private readonly int _genres;

    private TagVocabulary(string[] instruments, string[] genres, string[] moods)
    {
        Names = [.. instruments, .. genres, .. moods];
        Labels = [.. Names.Select(TagLabels.For)];
        _instruments = instruments.Length;
        _genres = genres.Length;
        _indices = Names.Select((name, index) => (name, index)).ToDictionary(
            tag => tag.name, tag => tag.index, StringComparer.OrdinalIgnoreCase);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\n', Names.Select((name, index) => $"{KindOf(index)} {name}")))));
    }

    /// <summary>The vocabulary every built-in model uses.</summary>
    public static TagVocabulary Default => Embedded.Value;

    /// <summary>The names by index, as bundles and data sets write them: <c>acousticguitar</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The names by index as people read them: <c>acoustic guitar</c>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Number of tags: 89.</summary>
    public int Count => Names.Count;

    /// <summary>
    /// SHA-256 over kinds and names in order, in lower-case hexadecimal: two equal hashes mean the same meaning of every index.
    /// </summary>
    public string Hash { get; }

    /// <summary>The index of a tag by its name, letter case ignored.</summary>
    /// <exception cref="ArgumentException">The vocabulary has no such tag; the message lists the nearest names.</exception>
    public int IndexOf(string name) =>
        TryIndexOf(name, out var index)
            ? index
            : throw new ArgumentException(
                $"No tag is called '{name}'. The nearest are: {string.Join(", ", Nearest(name, 5))}.", nameof(name));

    /// <summary>Finds the index of a tag by its name, letter case ignored; false where there is no such tag.</summary>
    public bool TryIndexOf(string name, out int index)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _indices.TryGetValue(name, out index);
    }

    /// <summary>What the tag at <paramref name="index"/> describes.</summary>
    public TagKind KindOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return index < _instruments ? TagKind.Instrument : index < _instruments + _genres ? TagKind.Genre : TagKind.Mood;
    }

    /// <summary>The range of indices of one kind: first index and number of tags.</summary>
    public (int Start, int Count) RangeOf(TagKind kind) => kind switch
    {
        TagKind.Instrument => (0, _instruments),
        TagKind.Genre => (_instruments, _genres),
        TagKind.Mood => (_instruments + _genres, Count - _instruments - _genres),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Known kinds are Instrument, Genre, Mood."),
    };

    private IEnumerable<string> Nearest(string name, int count) =>
        Names.OrderBy(
            known => EditDistance.Between(known, name.ToLowerInvariant())).ThenBy(known => known, StringComparer.Ordinal).Take(count);

    private static TagVocabulary ReadEmbedded()
    {
        using var stream = typeof(TagVocabulary).Assembly.GetManifestResourceStream("vocabulary.json")
            ?? throw new InvalidOperationException("The resource vocabulary.json is missing from this build.");
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        return StrictJson.Parse(utf8, Fault, json =>
        {
            json.Text("note");
            return new TagVocabulary([.. json.Texts("instruments")], [.. json.Texts("genres")], [.. json.Texts("moods")]);
        });

        static Exception Fault(string expected, string found, Exception? cause) =>
            new InvalidOperationException($"The resource vocabulary.json: expected {expected}, found {found}.", cause);
    }
}
