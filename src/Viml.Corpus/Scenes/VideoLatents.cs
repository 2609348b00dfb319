using Viml.Corpus.Latents;

namespace Viml.Corpus.Scenes;

/// <summary>
/// What a video is like before a frame is painted: a noisy picture of the piece's latents, drawn with <see cref="SceneLinks"/>. Qualities
/// are -1..1 unless said.
/// </summary>
internal sealed record VideoLatents
{
    /// <summary>Grey to full colour.</summary>
    public required double Saturation { get; init; }

    /// <summary>Dark to light.</summary>
    public required double Lightness { get; init; }

    /// <summary>Flat to hard.</summary>
    public required double Contrast { get; init; }

    /// <summary>The hue of the palettes in degrees: 0 red, 50 yellow, 215 blue.</summary>
    public required double Hue { get; init; }

    /// <summary>From the hue of the palettes to the accent, in degrees.</summary>
    public required double AccentTurn { get; init; }

    /// <summary>Still to rushing.</summary>
    public required double Speed { get; init; }

    /// <summary>Few things to many.</summary>
    public required double Busyness { get; init; }

    /// <summary>Long takes to quick cuts.</summary>
    public required double CutRate { get; init; }

    /// <summary>Tripod to shaking hands.</summary>
    public required double Shake { get; init; }

    /// <summary>How strongly lights and objects move with the beat, 0..1.</summary>
    public required double BeatFollowing { get; init; }

    /// <summary>The scenes of this video, the main one first; indices into <see cref="SceneCatalog.All"/>.</summary>
    public required IReadOnlyList<int> Scenes { get; init; }

    /// <summary>A one-shot recording without cuts and grading.</summary>
    public required bool IsPhoneLike { get; init; }

    /// <summary>Black bars above and below.</summary>
    public required bool HasLetterbox { get; init; }

    /// <summary>Film grain or sensor noise, 0..1.</summary>
    public required double Grain { get; init; }

    /// <summary>
    /// Draws the video of a piece. The same piece and seed give the same video; other seeds give other videos for the same music.
    /// </summary>
    public static VideoLatents From(PieceLatents piece, ulong seed)
    {
        var random = new RandomStream(seed).Fork("video latents");
        var cues = Cues.Of(piece);
        var look = GenreLook.Of(piece.Genre);
        var phone = random.Chance(SceneLinks.PhoneLike);
        var strength = phone ? SceneLinks.PhoneStrength : 1;
        var hue = DrawHue(cues, look, random, strength);
        return new VideoLatents
        {
            Saturation = SceneLinks.Saturation.Draw(cues, random, strength),
            Lightness = SceneLinks.Lightness.Draw(cues, random, strength),
            Contrast = SceneLinks.Contrast.Draw(cues, random, strength),
            Hue = hue,
            AccentTurn = random.Pick<double>([-40, 35, 60, 150, 180, 205]) + random.Between(-12, 12),
            Speed = SceneLinks.Speed.Draw(cues, random, strength),
            Busyness = SceneLinks.Busyness.Draw(cues, random, strength),
            CutRate = phone ? -1 : SceneLinks.CutRate.Draw(cues, random),
            Shake = phone ? random.Between(0.1, 0.8) : SceneLinks.Shake.Draw(cues, random) - 0.5,
            BeatFollowing = Math.Max(0, 0.45 + 0.55 * SceneLinks.BeatFollowing.Draw(cues, random, strength)),
            Scenes = DrawScenes(look, random, phone ? 1 : random.From(2, 3)),
            IsPhoneLike = phone,
            HasLetterbox = !phone && random.Chance(look.IsCinematic ? 0.4 : 0.08),
            Grain = phone ? random.Between(0.2, 0.8) : random.Between(0, 0.5),
        };
    }

    // Warm videos are yellow to orange, cool ones blue to teal, heavy ones red; a genre may pull the hue to its own.
    private static double DrawHue(Cues cues, GenreLook look, RandomStream random, double strength)
    {
        var warmth = SceneLinks.Warmth.Draw(cues, random, strength);
        var redness = SceneLinks.Redness.Draw(cues, random, strength);
        if (look.Hues.Count > 0 && random.Chance(SceneLinks.PreferredHue))
            return random.Pick(look.Hues) + 14 * random.Normal();
        if (redness > 0.45)
            return 2 + 12 * random.Normal();
        if (Math.Abs(warmth) < 0.12) // undecided: greens and purples
            return random.Pick<double>([95, 140, 285]) + 18 * random.Normal();
        return warmth > 0 ? 55 - 26 * warmth + 10 * random.Normal() : 190 - 45 * warmth + 14 * random.Normal();
    }

    private static int[] DrawScenes(GenreLook look, RandomStream random, int count)
    {
        var scenes = new List<int>();
        while (scenes.Count < count)
        {
            var scene = random.Chance(SceneLinks.PreferredScene)
                ? SceneCatalog.IndexOf(random.Pick(look.Scenes))
                : random.Below(SceneCatalog.All.Count);
            if (!scenes.Contains(scene))
                scenes.Add(scene);
        }
        return [.. scenes];
    }
}
