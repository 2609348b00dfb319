using System.Numerics;
using Viml.Corpus.Latents;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Scenes;

/// <summary>
/// Paints the video of a piece: shots of procedural scenes whose colour, motion and cutting follow the piece's mood and style with noise
/// (<see cref="SceneLinks"/>). Everything is drawn from the seed and is a function of time, so frame rate and size do not change the story.
/// </summary>
public static class ScenePainter
{
    /// <summary>How fast a beat's light dies away, in seconds.</summary>
    private const double PulseDecay = 0.16;

    /// <summary>
    /// The frames of the video, top-down RGB24 rows, <paramref name="fps"/> a second over the whole length of the piece. Lazily painted in
    /// constant memory: every frame is the same buffer, valid until the next one is asked for. Thread-safe; each enumeration is its own.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Paint(PieceLatents piece, ulong seed, int width = 128, int height = 72, double fps = 12)
    {
        ArgumentNullException.ThrowIfNull(piece);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 8);
        if (!(fps > 0 && fps <= 240))
            throw new ArgumentOutOfRangeException(nameof(fps), fps, "A frame rate is above 0 and at most 240.");
        return Frames(piece, seed, width, height, fps);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Frames(PieceLatents piece, ulong seed, int width, int height, double fps)
    {
        var video = VideoLatents.From(piece, seed);
        var shots = Storyboard.Draw(piece, video, seed);
        var random = new RandomStream(seed).Fork("film");
        var film = new Film(width, height, video, random);
        var grainSeed = random.Next();
        var beats = piece.BeatTimes();
        var (canvas, leaving) = (new Canvas(width, height), new Canvas(width, height));
        var rgb = new byte[width * height * 3];
        Take? previous = null, take = null;
        var (shot, beat) = (-1, 0);
        var frames = (int)Math.Ceiling(piece.DurationSeconds * fps - 1e-6); // those that begin before the end
        for (var frame = 0; frame < frames; frame++)
        {
            var time = frame / fps;
            while (shot < 0 || time >= shots[shot].End && shot < shots.Count - 1)
                (previous, take) = (take, new Take(shots[++shot], video, canvas));
            while (beat + 1 < beats.Count && beats[beat + 1] <= time)
                beat++;
            var pulse = (float)(video.BeatFollowing * Math.Exp(-(time - beats[beat]) / PulseDecay) * (0.4 + 0.6 * shots[shot].Energy));

            take!.Draw(canvas, time, pulse);
            var (grade, fade) = (take.Grade, 1f);
            var opened = Math.Clamp((float)((time - shots[shot].Start) / Math.Max(1e-6, shots[shot].OpeningSeconds)), 0, 1);
            if (opened < 1 && shots[shot].Opening == Transition.Fade)
                fade = opened;
            else if (opened < 1 && previous is not null)
            {
                previous.Draw(leaving, time, pulse);
                grade = Mix(previous.Grade, grade, opened);
                for (var i = 0; i < canvas.Pixels.Length; i++)
                    canvas.Pixels[i] = Vector3.Lerp(leaving.Pixels[i], canvas.Pixels[i], opened);
            }
            film.Develop(canvas, grade, time, fade, grainSeed + (ulong)frame, rgb);
            yield return rgb;
        }
    }

    private static Grade Mix(Grade from, Grade to, double at) => new(
        from.Gamma + (to.Gamma - from.Gamma) * at,
        from.Saturation + (to.Saturation - from.Saturation) * at,
        from.Contrast + (to.Contrast - from.Contrast) * at);
}
