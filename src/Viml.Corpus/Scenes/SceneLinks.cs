using Viml.Corpus.Latents;

namespace Viml.Corpus.Scenes;

/// <summary>
/// How strongly the picture follows the music: every link of the corpus in one place. Each quality of the picture is a weighted sum of the
/// cues of the music plus normal noise, squeezed into -1..1. The directions are measured findings: Palmer et al. 2013 (faster and major:
/// more saturated, lighter, yellower), Whiteford et al. 2018 (loud and distorted: darker, redder, more saturated), Valdez and Mehrabian
/// 1994 (brightness with pleasure, saturation with arousal), Hanjalic and Xu 2005 (motion and cut rate with arousal), CMT 2021 (motion with
/// note density). The sizes are ours: strong enough to learn from, weak enough that no picture gives its music away.
/// </summary>
internal static class SceneLinks
{
    //                                                valence arousal  pace  major density  heavy bright noise
    public static readonly Link Saturation = new Link(0.25,   0.55,   0.25,  0.15,  0.00,  0.15,  0.00, 0.30);
    public static readonly Link Lightness = new Link( 0.50,   0.00,   0.15,  0.20,  0.00, -0.50,  0.35, 0.30);
    public static readonly Link Warmth = new Link(    0.50,   0.10,   0.35,  0.35,  0.00,  0.00,  0.10, 0.35);
    public static readonly Link Redness = new Link(  -0.10,   0.20,   0.00, -0.10,  0.00,  0.80, -0.15, 0.35);
    public static readonly Link Contrast = new Link( -0.10,   0.35,   0.00, -0.10,  0.00,  0.55,  0.00, 0.35);
    public static readonly Link Speed = new Link(     0.05,   0.50,   0.30,  0.00,  0.60,  0.00,  0.00, 0.28);
    public static readonly Link CutRate = new Link(   0.00,   0.70,   0.35,  0.00,  0.20,  0.10,  0.00, 0.30);
    public static readonly Link Busyness = new Link(  0.05,   0.20,   0.00,  0.00,  0.70,  0.00,  0.00, 0.35);
    public static readonly Link Shake = new Link(    -0.10,   0.45,   0.00,  0.00,  0.00,  0.50,  0.00, 0.45);
    public static readonly Link BeatFollowing = new Link(0.10, 0.50,  0.20,  0.00,  0.30,  0.20,  0.00, 0.40);

    /// <summary>How often a video shows a scene its genre prefers; otherwise any scene.</summary>
    public const double PreferredScene = 0.68;

    /// <summary>How often a video takes the hue its genre prefers; otherwise the hue follows warmth and redness.</summary>
    public const double PreferredHue = 0.35;

    /// <summary>How often a cut falls on a beat; otherwise anywhere.</summary>
    public const double CutOnBeat = 0.78;

    /// <summary>How often a new section of the music starts a new scene.</summary>
    public const double SectionChangesScene = 0.85;

    /// <summary>How often a video is a plain one-shot recording: hand-held, no cuts, no grading.</summary>
    public const double PhoneLike = 0.10;

    /// <summary>How much of the cues such a recording still shows.</summary>
    public const double PhoneStrength = 0.55;
}

/// <summary>The weights of one link, and the standard deviation of its noise.</summary>
internal sealed record Link(
    double Valence, double Arousal, double Pace, double Major, double Density, double Heaviness, double Brightness, double Noise)
{
    /// <summary>The quality of the picture in -1..1; <paramref name="strength"/> scales the cues and leaves the noise.</summary>
    public double Draw(Cues cues, RandomStream random, double strength = 1) => Math.Tanh(
        strength * (Valence * cues.Valence + Arousal * cues.Arousal + Pace * cues.Pace + Major * cues.Major + Density * cues.Density
            + Heaviness * cues.Heaviness + Brightness * cues.Brightness)
        + Noise * random.Normal());
}

/// <summary>What of the music a picture can follow, each from -1 to 1.</summary>
internal sealed record Cues(double Valence, double Arousal, double Pace, double Major, double Density, double Heaviness, double Brightness)
{
    private static readonly string[] HeavyMoods = ["heavy", "dark", "powerful", "action", "suspenseful"];

    public static Cues Of(PieceLatents piece)
    {
        var heavy = (2 * piece.Loudness - 1) * 0.5 + (1 - 2 * piece.Brightness) * 0.3
            + (piece.Genre == "metal" ? 0.7 : 0) + 0.3 * piece.Moods.Count(HeavyMoods.Contains)
            + (piece.Instruments.Contains("electricguitar") ? 0.15 : 0) - 0.15;
        return new Cues(
            piece.Valence,
            piece.Arousal,
            Math.Clamp((piece.TempoBpm - 108) / 55, -1, 1),
            piece.IsMajor ? 1 : -1,
            Math.Clamp(2.4 * (piece.Density - 0.5), -1, 1),
            Math.Clamp(heavy, -1, 1),
            2 * piece.Brightness - 1);
    }
}
