using Viml.Corpus.Genres;

namespace Viml.Corpus.Composing;

/// <summary>Bass lines, one bar at a time.</summary>
internal static class BassWriter
{
    // Sixteenth positions of syncopated lines; one is kept for a whole piece.
    private static readonly int[][] Syncopations =
    [
        [0, 6, 8, 14], [0, 3, 6, 10], [0, 7, 8, 11, 14], [0, 6, 10, 12], [0, 3, 8, 11], [0, 10, 14],
    ];

    /// <summary>Writes the section's bass in the given manner.</summary>
    public static List<Note> Write(Passage passage, BassLine line, RandomStream random)
    {
        var notes = new List<Note>();
        var syncopation = random.Pick(Syncopations);
        for (var bar = 0; bar < passage.Bars; bar++)
        {
            var chord = passage.ChordOf(bar);
            var next = passage.ChordOf(bar + 1);
            foreach (var (at, length, key, accent) in Bar(passage, line, chord, next, syncopation, random))
                notes.Add(new Note(passage.StartOf(bar) + at, length, Fold(key, passage),
                    passage.Velocity + 6 + accent + random.From(-3, 3)));
        }
        return notes;
    }

    private static IEnumerable<(double At, double Length, int Key, int Accent)> Bar(
        Passage passage, BassLine line, Chord chord, Chord next, int[] syncopation, RandomStream random)
    {
        var beats = passage.BeatsPerBar;
        var root = chord.RootAbove(passage.Low);
        var fifth = root + chord.Intervals[Math.Min(2, chord.Intervals.Length - 1)];
        var hold = passage.Hold;
        switch (line)
        {
            case BassLine.Held:
                yield return (0, beats * Math.Max(0.85, hold), root, 0);
                break;
            case BassLine.Eighths:
                for (var i = 0; i < beats / passage.Half - 0.01; i++)
                    yield return (i * passage.Half, passage.Half * hold, root, i % 2 == 0 ? 4 : -6);
                break;
            case BassLine.Pulse:
                for (var i = 0; i < beats; i++) yield return (i, hold, root, i == 0 ? 6 : -2);
                break;
            case BassLine.Walking:
                for (var i = 0; i < beats; i++)
                {
                    // The last beat leads into the next root by a half-tone.
                    var key = i == 0 ? root
                        : i == beats - 1 ? next.RootAbove(passage.Low) + random.Pick([-1, 1])
                        : root + chord.Intervals[random.Below(chord.Intervals.Length)];
                    yield return (i, 0.9, key, i == 0 ? 3 : 0);
                }
                break;
            case BassLine.RootFifth:
                for (var i = 0; i < beats; i += 2)
                    yield return (i, Math.Min(2, beats - i) * Math.Min(hold, 0.8), i % 4 == 0 ? root : fifth, 2);
                break;
            case BassLine.Octaves:
                for (var i = 0; i < beats; i++)
                {
                    if (random.Chance(0.85)) yield return (i, passage.Half * 0.8, root, 0);
                    yield return (i + passage.Half, passage.Half * 0.7, root + 12, 4);
                }
                break;
            case BassLine.Arpeggiated:
                int[] pattern = [0, 1, 2, 1];
                for (var i = 0; i < beats; i++)
                    yield return (i, hold, root + chord.Intervals[Math.Min(pattern[i % 4], chord.Intervals.Length - 1)], i == 0 ? 4 : 0);
                break;
            case BassLine.Syncopated:
                foreach (var step in syncopation)
                    if (step < beats * 4)
                    {
                        var key = step == 0 ? root : random.PickWeighted([5, 2, 1.5]) switch { 0 => root, 1 => fifth, _ => root + 12 };
                        yield return (step / 4.0, random.Between(0.3, 0.8), key, step == 0 ? 6 : 0);
                    }
                break;
            default: // Rolling: a long root, then a jump or a slide before the bar ends
                var turn = random.Pick([2.5, 1.75, 3]);
                yield return (0, Math.Min(turn, beats) * 0.95, root, 5);
                if (turn < beats) yield return (turn, (beats - turn) * 0.9, random.Pick([root + 12, root + 7, root + 3, root - 2]), 0);
                break;
        }
    }

    // Octaves that leave the instrument come back into it.
    private static int Fold(int key, Passage passage)
    {
        while (key > passage.High) key -= 12;
        while (key < passage.Low) key += 12;
        return Math.Clamp(key, passage.Low, passage.High);
    }
}
