namespace Viml.Corpus.Arrangement;

/// <summary>What a part does in the texture.</summary>
internal enum Role
{
    /// <summary>The kit: groove and fills.</summary>
    Drums,

    /// <summary>Hand percussion or orchestral percussion beside or instead of the kit.</summary>
    Percussion,

    /// <summary>The lowest line.</summary>
    Bass,

    /// <summary>Rhythmic accompaniment in chords.</summary>
    Chords,

    /// <summary>Held chords.</summary>
    Pad,

    /// <summary>Broken chords.</summary>
    Arpeggio,

    /// <summary>The melody.</summary>
    Lead,

    /// <summary>The melody again, in unison or octaves.</summary>
    Double,

    /// <summary>A second melody, slower or in thirds.</summary>
    Counter,

    /// <summary>Melody and accompaniment by one player.</summary>
    Solo,
}

/// <summary>A part of the score: its role and the name of the voice that plays it.</summary>
internal sealed record PartPlan(Role Role, string Voice);
