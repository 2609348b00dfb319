using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>How chords are voiced.</summary>
internal enum Harmony
{
    /// <summary>Three notes.</summary>
    Triads,

    /// <summary>Sevenths and ninths.</summary>
    Sevenths,

    /// <summary>Root and fifth.</summary>
    Power,
}

/// <summary>How a bass line moves.</summary>
internal enum BassLine
{
    /// <summary>Long roots.</summary>
    Held,

    /// <summary>Steady half-beats on the root.</summary>
    Eighths,

    /// <summary>Four to the bar through the chord.</summary>
    Walking,

    /// <summary>Root and fifth in turn.</summary>
    RootFifth,

    /// <summary>Octaves off the beat.</summary>
    Octaves,

    /// <summary>Syncopated, with the kick drum.</summary>
    Syncopated,

    /// <summary>Broken chord.</summary>
    Arpeggiated,

    /// <summary>Long notes that slide and jump under fast drums.</summary>
    Rolling,

    /// <summary>Low pulse on every beat.</summary>
    Pulse,
}

/// <summary>How chords are played in time.</summary>
internal enum Comping
{
    /// <summary>Once per chord.</summary>
    Whole,

    /// <summary>On every beat.</summary>
    Beats,

    /// <summary>Guitar strokes in half-beats, down and up.</summary>
    Strum,

    /// <summary>Short, between the beats.</summary>
    OffBeat,

    /// <summary>Syncopated, with rests.</summary>
    Jazz,

    /// <summary>Short sixteenth figures.</summary>
    Funk,

    /// <summary>Muted half-beats.</summary>
    Chug,

    /// <summary>Broken: low, high, middle, high.</summary>
    Broken,

    /// <summary>Rest on the first beat, chords after it.</summary>
    AfterBeat,

    /// <summary>Syncopated dance stabs.</summary>
    Stabs,

    /// <summary>3-3-2 and its relatives.</summary>
    Tresillo,
}

/// <summary>A place in an ensemble: the role, who may fill it, how likely it is filled.</summary>
internal sealed record Seat(Role Role, double Probability, params string[] Voices);

/// <summary>A line-up of a style. <paramref name="Weight"/> is how often it is chosen.</summary>
internal sealed record Ensemble(double Weight, params Seat[] Seats);

/// <summary>
/// A drum groove of one bar in steps; lines are "voice:steps" with voices of <see cref="Composing.DrumVoice"/> and steps
/// 'X' accent, 'x' hit, 'o' soft, '-' mostly left out, '.' rest. The number of steps per beat is length / beats of the bar.
/// </summary>
internal sealed record Groove(params string[] Lines);

/// <summary>A variety of a genre, with everything the composer needs to know about it.</summary>
internal sealed record Style
{
    public required string Name { get; init; }

    /// <summary>How often within the genre.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Slowest and fastest tempo, beats per minute.</summary>
    public required (double Low, double High) Tempo { get; init; }

    /// <summary>Meters: beats per bar and whether the beat divides in three.</summary>
    public (int Beats, bool Compound)[] Meters { get; init; } = [(4, false)];

    /// <summary>Chord progressions in major, one chord per bar unless "|" is missing; see <see cref="Composing.Progression"/>.</summary>
    public string[] Major { get; init; } = ["I V vi IV", "I vi IV V", "I IV V IV", "vi IV I V", "I iii IV V"];

    /// <summary>Chord progressions in minor.</summary>
    public string[] Minor { get; init; } = ["i VI III VII", "i iv VI V", "i VII VI VII", "i VI iv V", "i III VII VI"];

    /// <summary>Half-tone steps of the major-like and the minor-like mode.</summary>
    public int[] MajorScale { get; init; } = Scales.Ionian;

    /// <summary>Half-tone steps of the minor-like mode.</summary>
    public int[] MinorScale { get; init; } = Scales.Aeolian;

    /// <summary>How likely the piece is major before mood has its say.</summary>
    public double MajorTendency { get; init; } = 0.5;

    public Harmony Harmony { get; init; } = Harmony.Triads;

    public BassLine[] Basses { get; init; } = [BassLine.Held];

    public Comping[] Compings { get; init; } = [Comping.Whole];

    /// <summary>Grooves for bars of four beats; other meters use the plain groove of the meter.</summary>
    public Groove[] Grooves { get; init; } = [];

    public required Ensemble[] Ensembles { get; init; }

    /// <summary>Delay of the off-beat as part of the beat, 0 straight to 0.17 triplet swing.</summary>
    public double Swing { get; init; }

    /// <summary>How loosely it is played, 0 machine to 1 very free.</summary>
    public double Looseness { get; init; } = 0.4;

    /// <summary>Highest tempo flexibility drawn (see <see cref="PieceLatents.Rubato"/>).</summary>
    public double Rubato { get; init; }

    /// <summary>Length of notes: 0 legato, 1 staccato, before mood.</summary>
    public double Articulation { get; init; } = 0.4;

    /// <summary>Number of notes, 0..1, before mood.</summary>
    public double Density { get; init; } = 0.5;

    /// <summary>Level, 0..1, before mood.</summary>
    public double Loudness { get; init; } = 0.6;

    /// <summary>Shift of the moods' register and timbre.</summary>
    public double Brightness { get; init; } = 0.5;

    /// <summary>Instrument tags that are true of the whole rather than of a voice ("orchestra", "computer").</summary>
    public string[] Tags { get; init; } = [];

    /// <summary>How many bars a chord lasts at slow harmonic rhythm; 1 = one bar.</summary>
    public int BarsPerChord { get; init; } = 1;
}

/// <summary>Modes as half-tone steps above the tonic.</summary>
internal static class Scales
{
    public static readonly int[] Ionian = [0, 2, 4, 5, 7, 9, 11];
    public static readonly int[] Dorian = [0, 2, 3, 5, 7, 9, 10];
    public static readonly int[] Phrygian = [0, 1, 3, 5, 7, 8, 10];
    public static readonly int[] Lydian = [0, 2, 4, 6, 7, 9, 11];
    public static readonly int[] Mixolydian = [0, 2, 4, 5, 7, 9, 10];
    public static readonly int[] Aeolian = [0, 2, 3, 5, 7, 8, 10];
    public static readonly int[] HarmonicMinor = [0, 2, 3, 5, 7, 8, 11];
    public static readonly int[] Blues = [0, 3, 5, 6, 7, 10];
}
