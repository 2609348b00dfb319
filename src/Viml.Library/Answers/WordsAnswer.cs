using System.Text.Json.Serialization;

namespace Viml.Library.Answers;

/// <summary>How much of the words of a request was understood.</summary>
[JsonConverter(typeof(CamelCaseConverter<WordsUnderstanding>))]
public enum WordsUnderstanding
{
    /// <summary>Every word.</summary>
    Known,

    /// <summary>Some words.</summary>
    Partly,

    /// <summary>None: the words have no part in the ranking.</summary>
    Unknown,

    /// <summary>They are not English; only <see cref="WordsAnswer.Translated"/> count.</summary>
    OtherLanguage,
}

/// <summary>How the words of a request were read.</summary>
/// <param name="Understanding">How much was understood.</param>
/// <param name="Language">The language, or the languages it may be; null where nothing speaks against English.</param>
/// <param name="Unknown">The words that were not understood.</param>
/// <param name="Translated">The words of another language that were understood.</param>
/// <param name="Excluded">What the music should do without.</param>
/// <param name="Corrections">Words that were read as others.</param>
/// <param name="Names">Names in the words that stand in the library: of tracks, artists, albums or files.</param>
/// <param name="Limitation">Why the words count less than they could, as a sentence; null where they do not.</param>
public sealed record WordsAnswer(
    WordsUnderstanding Understanding, string? Language, IReadOnlyList<string> Unknown, IReadOnlyList<WordMeaning> Translated,
    IReadOnlyList<ExcludedThing> Excluded, IReadOnlyList<WordMeaning> Corrections, IReadOnlyList<string> Names, string? Limitation)
{
    /// <summary>Whether anything in them bears on the ranking; false where nothing was understood, and at a text weight of 0.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>What a reader should know about it, in sentences; empty where all was understood as it was typed.</summary>
    public IReadOnlyList<string> Notes => WordsText.Of(this);
}

/// <summary>A word and what it was read as.</summary>
public sealed record WordMeaning(string Word, string Read);

/// <summary>Something the music should do without.</summary>
/// <param name="Thing">What it is.</param>
/// <param name="Strength">1 for "no drums", less for "less drums" and "not too fast".</param>
public sealed record ExcludedThing(string Thing, float Strength);
