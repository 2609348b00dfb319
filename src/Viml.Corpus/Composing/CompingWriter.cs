using Viml.Corpus.Arrangement;
using Viml.Corpus.Genres;

namespace Viml.Corpus.Composing;

/// <summary>Chordal accompaniment in many manners.</summary>
internal static class CompingWriter
{
    private static readonly double[][] JazzRhythms = [[0, 1.5], [1.5], [0.5, 2.5], [1, 2.5], [0, 2.5, 3.5], [1.5, 3], [3.5]];
    private static readonly double[][] FunkRhythms =
    [
        [0, 0.75, 1.5, 2.25, 3.5], [0.5, 0.75, 1.75, 2.5, 3.25], [0, 1.25, 1.5, 2.75, 3], [0.75, 1.5, 2.75, 3.5],
    ];
    private static readonly double[][] StabRhythms =
    [
        [0, 0.75, 1.5, 2.5, 3.25], [0.5, 1.5, 2.25, 3.5], [0, 1.5, 2.75], [0.75, 1.5, 3], [0, 0.75, 1.5, 2.25, 3, 3.5],
    ];
    private static readonly double[][] TresilloRhythms = [[0, 1.5, 3], [0, 0.75, 1.5, 2, 2.75, 3.5], [0, 1.5, 2.5, 3], [0.5, 1.5, 2, 3.5]];

    /// <summary>
    /// Writes the section's accompaniment with at most <paramref name="voices"/> notes at once (one = a single line through the chord).
    /// </summary>
    public static List<Note> Write(Passage passage, Comping comping, int voices, RandomStream random)
    {
        var notes = new List<Note>();
        int[] keys = [];
        var rhythm = Rhythm(comping, random);
        var fixedRhythm = comping is Comping.Stabs or Comping.Funk or Comping.Tresillo;
        for (var bar = 0; bar < passage.Bars; bar++)
        {
            keys = Voicing.Place(passage.ChordOf(bar), keys, passage.Low, passage.High, Math.Max(voices, 3));
            if (!fixedRhythm || random.Chance(0.15)) rhythm = Rhythm(comping, random);
            foreach (var (at, length, accent, which) in Bar(passage, comping, rhythm, keys.Length, random))
            {
                if (at >= passage.BeatsPerBar) continue;
                var sounding = which >= 0 ? [keys[which % keys.Length]] : voices == 1 ? [keys[(int)(at * 2) % keys.Length]] : keys;
                Strike(passage, notes, passage.StartOf(bar) + at, Math.Min(length, passage.BeatsPerBar - at), sounding, accent, random);
            }
        }
        return notes;
    }

    private static double[] Rhythm(Comping comping, RandomStream random) => comping switch
    {
        Comping.Funk => random.Pick(FunkRhythms),
        Comping.Stabs => random.Pick(StabRhythms),
        Comping.Tresillo => random.Pick(TresilloRhythms),
        _ => random.Pick(JazzRhythms),
    };

    // Which = -1 strikes the whole chord, otherwise the n-th note of it.
    private static IEnumerable<(double At, double Length, int Accent, int Which)> Bar(Passage passage, Comping comping, double[] rhythm,
        int keys, RandomStream random)
    {
        var beats = passage.BeatsPerBar;
        var half = passage.Half;
        var halves = (int)Math.Round(beats / half);
        switch (comping)
        {
            case Comping.Whole:
                yield return (0, beats * Math.Max(0.97, passage.Hold), 0, -1);
                break;
            case Comping.Beats:
                for (var i = 0; i < beats; i++) yield return (i, passage.Hold, i == 0 ? 6 : 0, -1);
                break;
            case Comping.Strum:
                for (var i = 0; i < halves; i++)
                    if (i == 0 || random.Chance(0.75)) yield return (i * half, half * 1.6, i % 2 == 0 ? 5 : -7, -1);
                break;
            case Comping.OffBeat:
                for (var i = 0; i < beats; i++) yield return (i + half, half * 0.6, 4, -1);
                break;
            case Comping.Chug:
                for (var i = 0; i < halves; i++) yield return (i * half, half * (random.Chance(0.8) ? 0.55 : 0.95), i % 4 == 0 ? 8 : 0, -1);
                break;
            case Comping.AfterBeat:
                yield return (0, passage.Hold, 4, 0);
                for (var i = 1; i < beats; i++) yield return (i, 0.7 * passage.Hold, -2, -1);
                if (beats == 2) yield return (0.5, 0.35, -4, -1);
                break;
            case Comping.Broken:
                int[] order = passage.Latents.IsCompound ? [0, 1, 2] : [0, 2, 1, 2];
                var step = passage.Latents.Density > 0.65 && passage.Latents.TempoBpm < 110
                    ? half / (passage.Latents.IsCompound ? 1 : 2)
                    : half;
                for (var i = 0; i * step < beats - 0.01; i++)
                    yield return (i * step, Math.Max(step, 0.9), i % order.Length == 0 ? 4 : -3, order[i % order.Length] % keys);
                break;
            default:
                foreach (var at in rhythm) yield return (at, random.Between(0.25, 0.7), at % 1 == 0 ? 2 : 5, -1);
                break;
        }
    }

    // Plucked chords of many notes are spread a little, as hands do.
    private static void Strike(Passage passage, List<Note> notes, double at, double length, int[] keys, int accent, RandomStream random)
    {
        var spread = passage.Voice.Kind == VoiceKind.Plucked && keys.Length > 2
            ? 0.012 * passage.Latents.TempoBpm / 60 * random.Between(0.2, 1)
            : 0;
        for (var i = 0; i < keys.Length; i++)
            notes.Add(new Note(at + i * spread, Math.Max(0.1, length - i * spread), keys[i],
                passage.Velocity - 6 + accent + random.From(-4, 4)));
    }
}
