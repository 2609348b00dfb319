using Viml.Corpus.Arrangement;
using Viml.Corpus.Latents;

namespace Viml.Corpus.Composing;

/// <summary>A note: start and length in beats from the beginning of the piece, MIDI key, velocity 1..127.</summary>
internal readonly record struct Note(double Start, double Length, int Key, int Velocity);

/// <summary>What one player or section plays.</summary>
internal sealed record ScorePart(PartPlan Plan, Voice Voice, Patch Patch, IReadOnlyList<Note> Notes);

/// <summary>A finished composition.</summary>
internal sealed record Score(PieceLatents Latents, IReadOnlyList<ScorePart> Parts)
{
    /// <summary>
    /// Which instrument tags sound in each window of that many seconds (a tag sounds when one of its notes overlaps the window by 0.2 s or
    /// starts in it).
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Activity(double windowSeconds)
    {
        var beats = Latents.BeatTimes();
        var windows = new SortedSet<string>[Math.Max(1, (int)Math.Ceiling(Latents.DurationSeconds / windowSeconds - 1e-9))];
        for (var i = 0; i < windows.Length; i++) windows[i] = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in Parts)
            foreach (var note in part.Notes)
            {
                var from = (int)(Seconds(beats, note.Start) / windowSeconds);
                var to = (int)((Seconds(beats, note.Start + note.Length) - 0.2) / windowSeconds);
                for (var i = from; i <= Math.Max(from, to) && i < windows.Length; i++) windows[i].UnionWith(part.Voice.Tags);
            }
        return [.. windows.Select(window => (IReadOnlyList<string>)[.. window])];
    }

    private static double Seconds(IReadOnlyList<double> beats, double at)
    {
        var beat = Math.Clamp((int)at, 0, beats.Count - 2);
        return beats[beat] + (at - beat) * (beats[beat + 1] - beats[beat]);
    }
}
