namespace Viml.Models.Language;

/// <summary>How a request in words was read: what is wanted, what is not, whose names are in it.</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Wanted">The text for the encoder: excluded parts gone, misspelt words corrected, pictograms in words. May be empty.</param>
/// <param name="Excluded">What the music should do without, in the order of the text; what was given apart from it comes last.</param>
/// <param name="Names">Names of artists and works. They stay in <paramref name="Wanted"/> as well, for encoders know some of them.</param>
/// <param name="Corrections">Words that were read as others.</param>
public sealed record ParsedQuery(
    string Text,
    string Wanted,
    IReadOnlyList<ExcludedPart> Excluded,
    IReadOnlyList<NamedPart> Names,
    IReadOnlyList<Correction> Corrections)
{
    /// <summary>The request with some words as they were typed: they are names, and no mistakes.</summary>
    public ParsedQuery AsTyped(IReadOnlyCollection<NamedPart> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var undone = Corrections.Where(correction => names.Any(name => name.Span.Covers(correction.Span))).ToList();
        return this with
        {
            Wanted = undone.Aggregate(Wanted, (text, word) => text.Replace(word.Read, word.Typed, StringComparison.Ordinal)),
            Corrections = [.. Corrections.Except(undone)],
        };
    }

    /// <summary>
    /// The request without names that say who made the music and not how it sounds. Nothing is wanted where only little words are left.
    /// </summary>
    public ParsedQuery Without(IReadOnlyCollection<NamedPart> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 0 ? this : this with
        {
            Wanted = WantedText.Without(Wanted, names),
            Names = [.. Names.Where(name => !names.Contains(name))],
        };
    }
}

/// <summary>Something the music should do without.</summary>
/// <param name="Text">What it is: <c>drums</c>.</param>
/// <param name="Strength">1 for "no drums", less for "less drums" and "not too fast".</param>
/// <param name="Span">The words that say so, with "no"; null where it was not part of the text.</param>
public sealed record ExcludedPart(string Text, float Strength, TextSpan? Span);

/// <summary>A name in a request.</summary>
/// <param name="Text">The name alone, as it was typed.</param>
/// <param name="Kind">What the words around it make of it.</param>
/// <param name="Span">Where the name stands, without the words around it.</param>
public sealed record NamedPart(string Text, NameKind Kind, TextSpan Span)
{
    /// <summary>Whether it is an artist of the associations, so that it also says how the music sounds.</summary>
    public bool IsKnownArtist => MusicLexicon.Default.Artist(Text) is not null;
}

/// <summary>What a name is asked for.</summary>
public enum NameKind
{
    /// <summary>It is merely there: <c>Kevin MacLeod</c>.</summary>
    Mentioned,

    /// <summary>Music of that kind: <c>like Hans Zimmer</c>.</summary>
    Like,

    /// <summary>Music by that artist: <c>by Kevin MacLeod</c>.</summary>
    By,

    /// <summary>A title in quotation marks.</summary>
    Quoted,
}

/// <summary>A word that was read as another.</summary>
/// <param name="Typed">As it stands in the text.</param>
/// <param name="Read">As it was understood.</param>
/// <param name="Span">Where it stands.</param>
public sealed record Correction(string Typed, string Read, TextSpan Span);
