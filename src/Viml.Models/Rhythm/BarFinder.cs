using System.Numerics.Tensors;

namespace Viml.Models.Rhythm;

/// <summary>Finds which beats begin a bar: those on which the sound changes most and the bass sets in.</summary>
internal static class BarFinder
{
    private const float LowShare = 0.5f; // beside the change of the sound
    private const double ThreeShare = 0.9; // bars of three are rarer
    private const int Before = 3, After = 5; // frames around a beat

    /// <summary>Beats per bar, the first beat that begins one, and how far it is ahead of the next best, in standard deviations.</summary>
    public static (int BeatsPerBar, int First, double Lead) Find(List<int> beats, float[] lows, float[] changes)
    {
        var marks = Standardised(beats, changes);
        TensorPrimitives.MultiplyAdd(Standardised(beats, lows), LowShare, marks, marks);
        var choices = new List<(int BeatsPerBar, int First, double Score)>();
        foreach (var (length, share) in new[] { (4, 1.0), (3, ThreeShare) })
            for (var first = 0; first < length; first++)
            {
                var (sum, count) = (0.0, 0);
                for (var beat = first; beat < marks.Length; beat += length, count++)
                    sum += marks[beat];
                choices.Add((length, first, share * sum / Math.Sqrt(Math.Max(1, count))));
            }
        var best = choices.MaxBy(choice => choice.Score);
        var next = choices.Where(other => other.BeatsPerBar == best.BeatsPerBar && other.First != best.First).Max(other => other.Score);
        return (best.BeatsPerBar, best.First, best.Score - next);
    }

    private static float[] Standardised(List<int> beats, float[] values)
    {
        var marks = beats.Select(beat => TensorPrimitives.Max<float>(
            values.AsSpan(Math.Max(0, beat - Before), Math.Min(values.Length, beat + After + 1) - Math.Max(0, beat - Before)))).ToArray();
        TensorPrimitives.Subtract(marks, TensorPrimitives.Sum<float>(marks) / marks.Length, marks);
        TensorPrimitives.Divide(marks, TensorPrimitives.StdDev<float>(marks) + 1e-9f, marks);
        return marks;
    }
}
