using System.Text.Json;
using System.Text.Json.Serialization;

namespace Viml.Corpus.Descriptions;

/// <summary>
/// The words people use for music, by what they mean: several for every tag of the vocabulary, and for tempo, energy, key, texture and use.
/// Kept in
/// <c>lexicon.json</c>. The templates that synthesise text from tags do not read it, so that the two vocabularies differ.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Lexicon
{
    private static readonly Lazy<Lexicon> Embedded = new(Read);

    public static Lexicon Default => Embedded.Value;

    public required Dictionary<string, InstrumentWords> Instruments { get; init; }

    public required Dictionary<string, GenreWords> Genres { get; init; }

    public required Dictionary<string, MoodWords> Moods { get; init; }

    /// <summary>Words for varieties within a genre; a style that is not here goes by its own name.</summary>
    public required Dictionary<string, string[]> Styles { get; init; }

    /// <summary>Words by the tempo they end at.</summary>
    public required IReadOnlyList<TempoWords> Tempo { get; init; }

    public required string[] Major { get; init; }

    public required string[] Minor { get; init; }

    public required string[] Waltz { get; init; }

    public required string[] Compound { get; init; }

    public required string[] EnergyLow { get; init; }

    public required string[] EnergyMid { get; init; }

    public required string[] EnergyHigh { get; init; }

    public required string[] Loud { get; init; }

    public required string[] Quiet { get; init; }

    public required string[] Bright { get; init; }

    public required string[] Dull { get; init; }

    public required string[] Sparse { get; init; }

    public required string[] Busy { get; init; }

    public required string[] Staccato { get; init; }

    public required string[] Legato { get; init; }

    public required string[] Free { get; init; }

    public required string[] Build { get; init; }

    public required string[] Instrumental { get; init; }

    /// <summary>Patterns for one instrument alone; {i} stands for it.</summary>
    public required string[] Solo { get; init; }

    /// <summary>Patterns for two instruments; {i} and {j} stand for them.</summary>
    public required string[] Duo { get; init; }

    public required string[] Band { get; init; }

    public required IReadOnlyList<UseWords> Uses { get; init; }

    private static Lexicon Read()
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream("lexicon.json")
            ?? throw new InvalidOperationException("The resource lexicon.json is missing from this build.");
        return JsonSerializer.Deserialize<Lexicon>(stream, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase })
            ?? throw new InvalidOperationException("The resource lexicon.json is empty.");
    }
}

/// <summary>Names of an instrument, and more general names that other instruments share.</summary>
internal sealed record InstrumentWords(string[] Names, string[] General);

/// <summary>Words before a noun ("jazzy"), and names of a piece ("swing number").</summary>
internal sealed record GenreWords(string[] Modifiers, string[] Names);

/// <summary>Words before a noun ("gloomy"), and what follows "with" ("a dark edge").</summary>
internal sealed record MoodWords(string[] Adjectives, string[] Phrases);

/// <summary>Words for tempos below a number of beats per minute, and above that of the entry before.</summary>
internal sealed record TempoWords(double Below, string[] Words);

/// <summary>What music is used for, and which music: genres (none = any) and ranges of arousal and valence.</summary>
internal sealed record UseWords(string[] Use, string[] Genres, double[] Arousal, double[] Valence)
{
    public bool Suits(string genre, double valence, double arousal) =>
        (Genres.Length == 0 || Genres.Contains(genre))
        && arousal >= Arousal[0] && arousal <= Arousal[1] && valence >= Valence[0] && valence <= Valence[1];
}
