namespace Viml.Corpus.Composing;

/// <summary>A chord: root as pitch class and its notes in half-tones above the root, the root first.</summary>
internal sealed record Chord(int Root, int[] Intervals)
{
    /// <summary>Pitch classes of the chord.</summary>
    public IEnumerable<int> PitchClasses => Intervals.Select(interval => (Root + interval) % 12);

    /// <summary>Whether a MIDI key belongs to the chord.</summary>
    public bool Contains(int key) => PitchClasses.Contains(((key % 12) + 12) % 12);

    /// <summary>The root's MIDI key at or above <paramref name="low"/>.</summary>
    public int RootAbove(int low) => low + (((Root - low) % 12) + 12) % 12;

    /// <summary>The chord's note nearest to <paramref name="key"/> within the range; lower wins ties.</summary>
    public int Nearest(int key, int low, int high)
    {
        for (var distance = 0; distance < 24; distance++)
        {
            if (key - distance >= low && key - distance <= high && Contains(key - distance)) return key - distance;
            if (key + distance >= low && key + distance <= high && Contains(key + distance)) return key + distance;
        }
        return Math.Clamp(key, low, high);
    }
}
