using Viml.Corpus.Arrangement;
using Viml.Corpus.Genres;
using Viml.Corpus.Latents;

namespace Viml.Corpus.Composing;

/// <summary>
/// What a writer is asked for: a section of the piece for one voice. Keys must stay within <see cref="Low"/> and <see cref="High"/>; note
/// starts are beats from the beginning of the piece.
/// </summary>
internal sealed record Passage(
    PieceLatents Latents, Style Style, SectionPlan Section, int[] Scale, IReadOnlyList<Chord> Chords, Voice Voice, int Low, int High)
{
    /// <summary>Number of bars in the section.</summary>
    public int Bars => Section.Beats / BeatsPerBar;

    public int BeatsPerBar => Latents.BeatsPerBar;

    /// <summary>First beat of a bar of the section.</summary>
    public int StartOf(int bar) => Section.StartBeat + bar * BeatsPerBar;

    /// <summary>The chord of a bar of the section; progressions repeat.</summary>
    public Chord ChordOf(int bar) => Chords[bar / Style.BarsPerChord % Chords.Count];

    /// <summary>The shortest usual subdivision of a beat: three in compound time, otherwise four.</summary>
    public int Subdivision => Latents.IsCompound ? 3 : 4;

    /// <summary>Half a beat, or a third in compound time.</summary>
    public double Half => Latents.IsCompound ? 1.0 / 3 : 0.5;

    /// <summary>Length of one sounded note relative to its written length.</summary>
    public double Hold => 1.02 - 0.65 * Latents.Articulation;

    /// <summary>Velocity before accents: loudness of the piece and energy of the section.</summary>
    public int Velocity => (int)Math.Clamp(30 + 62 * Latents.Loudness + 26 * (Section.Energy - 0.5), 24, 112);

    /// <summary>The same passage for another range.</summary>
    public Passage Within(int low, int high) =>
        this with { Low = Math.Clamp(low, Voice.Low, Voice.High), High = Math.Clamp(high, Voice.Low, Voice.High) };
}
