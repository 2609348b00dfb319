namespace Viml.Corpus.Arrangement;

/// <summary>
/// A General MIDI sound: bank (MSB, GS style) and zero-based program. A font without the bank plays the same program of bank 0.
/// </summary>
internal readonly record struct Patch(int Program, int Bank = 0);

/// <summary>How an instrument can be played, which decides what may be written for it.</summary>
internal enum VoiceKind
{
    /// <summary>Decaying sound, several notes at once (piano, guitar, harp, mallets).</summary>
    Plucked,

    /// <summary>Sustained sound, several notes at once (organ, pads, string and choir sections).</summary>
    Sustained,

    /// <summary>One note at a time, sustained (winds, solo strings, leads).</summary>
    Melodic,

    /// <summary>A bass: one note at a time, low.</summary>
    Bass,

    /// <summary>A drum kit or hand percussion on MIDI channel 10.</summary>
    Drums,
}

/// <summary>
/// An instrument or section of the orchestra of the corpus: the tags that are true of it, the sounds it may use, and the range (MIDI keys)
/// its players have. <see cref="Layers"/> above one are further players in unison, slightly detuned and late, which makes a section.
/// </summary>
internal sealed record Voice(string Name, VoiceKind Kind, int Low, int High, string[] Tags, Patch[] Patches)
{
    /// <summary>How many players double the part.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether every patch must exist as it is (no replacement by bank 0 would be honest).</summary>
    public bool NeedsBanks { get; init; }

    /// <summary>Longest time in seconds a note is held, for breath and bow; 0 = no limit.</summary>
    public double Breath { get; init; }

    /// <summary>Balance against the others, 1 = as it is.</summary>
    public double Level { get; init; } = 1;

    /// <summary>Whether the instrument has a sustain pedal, or simply rings on.</summary>
    public bool Rings { get; init; }

    /// <summary>Whether expression swells (CC 11) suit the sound.</summary>
    public bool Swells => Kind is VoiceKind.Melodic or VoiceKind.Sustained;

    /// <summary>Where most notes lie: the middle part of the range.</summary>
    public (int Low, int High) Comfort
    {
        get
        {
            var span = High - Low;
            return span <= 20 ? (Low, High) : (Low + span / 6, High - span / 5);
        }
    }
}
