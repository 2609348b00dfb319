using Viml.Corpus.Latents;

namespace Viml.Corpus.Scenes;

/// <summary>How a shot begins.</summary>
internal enum Transition
{
    Cut,
    Dissolve,
    Fade,
}

/// <summary>One take: when, which scene, how it starts. <paramref name="Energy"/> is that of the section, 0..1.</summary>
internal sealed record Shot(double Start, double End, int Scene, Transition Opening, double Energy, ulong Seed)
{
    /// <summary>How long the opening transition lasts, in seconds.</summary>
    public double OpeningSeconds => Math.Min(Opening == Transition.Cut ? 0 : Opening == Transition.Fade ? 1.2 : 0.8, (End - Start) / 2);
}

/// <summary>
/// Cuts a video: shots without gaps from 0 to the end of the piece. Sections of the music bring new scenes, the cut rate new shots within
/// them.
/// </summary>
internal static class Storyboard
{
    /// <summary>Below this a shot cannot be seen.</summary>
    private const double ShortestShot = 0.4;

    public static IReadOnlyList<Shot> Draw(PieceLatents piece, VideoLatents video, ulong seed)
    {
        var random = new RandomStream(seed).Fork("storyboard");
        var end = piece.DurationSeconds;
        var beats = piece.BeatTimes();
        var shots = new List<Shot>();
        var theme = 0;
        var at = 0.0;
        while (at < end)
        {
            var section = SectionAt(piece, beats, at);
            var next = video.IsPhoneLike ? end : NextCut(piece, beats, section, video.CutRate, at, random);
            if (end - next < ShortestShot)
                next = end;
            // Mostly the scene of the section; now and then a shot from another one.
            var scene = random.Chance(0.72) ? theme : random.Below(video.Scenes.Count);
            shots.Add(new Shot(at, next, video.Scenes[scene], Opening(shots.Count == 0, video, random), piece.Sections[section].Energy,
                random.Next()));
            if (next < end && SectionAt(piece, beats, next) != section && random.Chance(SceneLinks.SectionChangesScene))
                theme = (theme + 1) % video.Scenes.Count;
            at = next;
        }
        return shots;
    }

    private static double NextCut(PieceLatents piece, IReadOnlyList<double> beats, int section, double rate, double at, RandomStream random)
    {
        var energy = piece.Sections[section].Energy;
        var seconds = 6.5 * Math.Exp(-1.55 * rate - 0.5 * (energy - 0.5) + 0.35 * random.Normal());
        var next = at + Math.Clamp(seconds, ShortestShot, 30);
        if (random.Chance(SceneLinks.CutOnBeat))
            next = Nearest(beats, next, after: at + ShortestShot);
        // A section's end asks for a cut of its own.
        var sectionEnd = beats[piece.Sections[section].StartBeat + piece.Sections[section].Beats];
        if (sectionEnd > at + ShortestShot && next > sectionEnd - 0.8 && random.Chance(SceneLinks.SectionChangesScene))
            next = sectionEnd;
        return Math.Min(next, piece.DurationSeconds);
    }

    private static Transition Opening(bool isFirst, VideoLatents video, RandomStream random)
    {
        var calm = 0.5 - 0.5 * video.CutRate;
        if (isFirst)
            return !video.IsPhoneLike && random.Chance(0.15 + 0.4 * calm) ? Transition.Fade : Transition.Cut;
        return random.Chance(0.45 * calm * calm) ? Transition.Dissolve : random.Chance(0.08 * calm) ? Transition.Fade : Transition.Cut;
    }

    private static int SectionAt(PieceLatents piece, IReadOnlyList<double> beats, double time)
    {
        var section = piece.Sections.Count - 1;
        while (section > 0 && beats[piece.Sections[section].StartBeat] > time + 1e-6)
            section--;
        return section;
    }

    private static double Nearest(IReadOnlyList<double> beats, double time, double after)
    {
        var best = time;
        var distance = double.MaxValue;
        foreach (var beat in beats)
            if (beat >= after && Math.Abs(beat - time) < distance)
                (best, distance) = (beat, Math.Abs(beat - time));
        return best;
    }
}
