namespace Viml.Corpus.Composing;

/// <summary>Places chords on keys so that the hands move little from chord to chord.</summary>
internal static class Voicing
{
    /// <summary>
    /// Keys of the chord in ascending order within [low, high]: of all close positions the one nearest to <paramref name="previous"/>
    /// (or to the middle of the range when that is empty).
    /// </summary>
    public static int[] Place(Chord chord, IReadOnlyList<int> previous, int low, int high, int notes)
    {
        var target = previous.Count > 0 ? previous.Average() : (low + high) / 2.0;
        var classes = chord.PitchClasses.ToArray();
        int[] best = [];
        var bestDistance = double.MaxValue;
        for (var bottom = low; bottom <= high; bottom++)
        {
            if (!chord.Contains(bottom)) continue;
            var keys = Stack(chord, bottom, Math.Min(notes, Math.Max(classes.Length, notes)), high);
            if (keys.Length < Math.Min(2, notes)) continue;
            var distance = Math.Abs(keys.Average() - target) + 4 * Math.Max(0, Math.Min(notes, classes.Length) - keys.Length);
            if (distance < bestDistance) (best, bestDistance) = (keys, distance);
        }
        return best.Length > 0 ? best : [Math.Clamp(chord.RootAbove(low), low, high)];
    }

    private static int[] Stack(Chord chord, int bottom, int notes, int high)
    {
        var keys = new List<int>();
        for (var key = bottom; key <= high && keys.Count < notes; key++)
            if (chord.Contains(key)) keys.Add(key);
        return [.. keys];
    }
}
