using Viml.Corpus.Arrangement;
using Viml.Corpus.Latents;

namespace Viml.Corpus.Composing;

/// <summary>
/// Turns written notes into played ones: swing, small errors of time and force, breath, and the limits of the instrument.
/// </summary>
internal static class Performance
{
    /// <summary>The notes as played, ordered by start, without two of the same key at once.</summary>
    public static IReadOnlyList<Note> Play(
        IEnumerable<Note> written, Voice voice, PieceLatents latents, double swing, double looseness, RandomStream random)
    {
        var beatsPerSecond = latents.TempoBpm / 60;
        var longest = voice.Breath > 0 ? voice.Breath * beatsPerSecond : double.MaxValue;
        var played = new List<Note>();
        foreach (var note in written)
        {
            var start = Swing(note.Start, swing) + 0.009 * looseness * beatsPerSecond * random.Normal();
            start = Math.Clamp(start, 0, latents.Beats - 0.05);
            var length = Math.Clamp(note.Length, 0.05, Math.Min(longest, latents.Beats - start));
            var velocity = (int)Math.Round(note.Velocity * (1 + 0.05 * looseness * random.Normal()));
            played.Add(new Note(start, length, Fold(note.Key, voice), Math.Clamp(velocity, 12, 127)));
        }
        return WithoutCollisions(played);
    }

    // The second half of the beat comes late.
    private static double Swing(double at, double swing)
    {
        if (swing <= 0) return at;
        var beat = Math.Floor(at);
        var within = at - beat;
        var middle = 0.5 + swing;
        return beat + (within < 0.5 ? within / 0.5 * middle : middle + (within - 0.5) / 0.5 * (1 - middle));
    }

    private static int Fold(int key, Voice voice)
    {
        if (voice.Kind == VoiceKind.Drums) return key;
        while (key > voice.High) key -= 12;
        while (key < voice.Low) key += 12;
        return Math.Clamp(key, voice.Low, voice.High);
    }

    private static List<Note> WithoutCollisions(List<Note> notes)
    {
        notes.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Key.CompareTo(b.Key));
        var last = new Dictionary<int, int>();
        var kept = new List<Note>(notes.Count);
        foreach (var note in notes)
        {
            if (last.TryGetValue(note.Key, out var i) && kept[i].Start + kept[i].Length > note.Start - 0.01)
            {
                if (note.Start - kept[i].Start < 0.04) continue;
                kept[i] = kept[i] with { Length = Math.Max(0.03, note.Start - kept[i].Start - 0.01) };
            }
            last[note.Key] = kept.Count;
            kept.Add(note);
        }
        return kept;
    }
}
