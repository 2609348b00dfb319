namespace Viml.Models.Tagging;

/// <summary>What a tag describes.</summary>
public enum TagKind
{
    /// <summary>An instrument.</summary>
    Instrument,

    /// <summary>A genre.</summary>
    Genre,

    /// <summary>A mood or character.</summary>
    Mood,
}
