namespace Viml.Models.Tagging;

/// <summary>What a tag speaks about.</summary>
public enum TagKind
{
    /// <summary>An instrument that is heard.</summary>
    Instrument,

    /// <summary>A genre.</summary>
    Genre,

    /// <summary>A mood or character.</summary>
    Mood,
}
