namespace Viml.Corpus.Genres;

/// <summary>
/// A genre of the vocabulary: its styles and its usual moods. One sealed class in one file defines one genre;
/// <see cref="All"/> finds it by itself.
/// </summary>
internal abstract class Genre
{
    /// <summary>The tag of the vocabulary.</summary>
    public abstract string Name { get; }

    /// <summary>Typical moods; the others are drawn less often.</summary>
    public abstract IReadOnlyList<string> Moods { get; }

    /// <summary>Its varieties.</summary>
    public abstract IReadOnlyList<Style> Styles { get; }

    /// <summary>How often it is drawn against the others.</summary>
    public virtual double Weight => 1;

    /// <summary>Every genre defined in the program, ordered by name.</summary>
    public static IReadOnlyList<Genre> All { get; } =
    [
        .. typeof(Genre).Assembly.GetTypes()
            .Where(type => type.IsSealed && type.IsSubclassOf(typeof(Genre)))
            .Select(type => (Genre)Activator.CreateInstance(type)!)
            .OrderBy(genre => genre.Name, StringComparer.Ordinal),
    ];
}
