using System.Text.Json.Serialization;

namespace Viml.Models.VideoMusic;

/// <summary>Sizes and training-time choices of a ViML model.</summary>
public sealed record VideoMusicConfig
{
    /// <summary>Width of a video feature.</summary>
    public required int VideoWidth { get; init; }

    /// <summary>Width of a music feature.</summary>
    public required int MusicWidth { get; init; }

    /// <summary>Width of a text feature.</summary>
    public required int TextWidth { get; init; }

    /// <summary>Most video steps of one input: 30 s at one per second.</summary>
    public int VideoSteps { get; init; } = 30;

    /// <summary>Most music steps of one input: 30 s at one per 3 s.</summary>
    public int MusicSteps { get; init; } = 10;

    /// <summary>Most text steps of one input: 1 for encoders that describe a text by one vector, else tokens.</summary>
    public int TextSteps { get; init; } = 1;

    /// <summary>Width of every Transformer.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Width of the feed-forward layers.</summary>
    public int FeedForward { get; init; } = 1024;

    /// <summary>Layers of each Transformer (two in the paper).</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Width of the joint space: the class token's output is the embedding.</summary>
    [JsonIgnore]
    public int JointWidth => Width;

    /// <summary>Number of tags of the tag head.</summary>
    public int Tags { get; init; } = 89;

    /// <summary>Whether text is fused into the query. False is MVPt: f^v and f^m alone.</summary>
    public bool UsesText { get; init; } = true;

    /// <summary>Dropout inside the Transformers while training.</summary>
    public float Dropout { get; init; } = 0.1f;

    /// <summary>Probability with which a text is replaced by x^NULL while training.</summary>
    public double TextDropout { get; init; } = 0.5;

    /// <summary>
    /// Probability with which a video is left out while training, so that a text alone becomes a query. Never together with the text.
    /// </summary>
    public double VideoDropout { get; init; } = 0.1;

    /// <summary>
    /// Weight of the tag losses of queries and of music beside InfoNCE while training: they shape the space by tags where pairs are few.
    /// With 0 the tag head reads the space without shaping it.
    /// </summary>
    public double TagWeight { get; init; }

    /// <summary>
    /// The temperature of InfoNCE, 0.01 to 1, where it is chosen and kept; null starts at 0.07 and learns it. Paper: MVPt and MVPt+ differ
    /// in nothing else.
    /// </summary>
    public double? Temperature { get; init; }

    /// <summary>
    /// What the paper fixes: CLIP ViT-B/32 for frames (512 numbers) and texts (one vector of 512), DeepSim for music (256), two layers, no
    /// video dropout, no tags in the loss. Widths of the Transformers are not published and are the design's.
    /// </summary>
    public static VideoMusicConfig Paper { get; } = Default(videoWidth: 512, musicWidth: 256, textWidth: 512) with { VideoDropout = 0 };

    /// <summary>This configuration without text: MVPt, which is f^v and f^m alone.</summary>
    public VideoMusicConfig WithoutText() => this with { UsesText = false, TextDropout = 0, VideoDropout = 0 };

    /// <summary>The design's sizes, about 6.6 million parameters.</summary>
    public static VideoMusicConfig Default(int videoWidth, int musicWidth, int textWidth) =>
        new() { VideoWidth = videoWidth, MusicWidth = musicWidth, TextWidth = textWidth };

    /// <summary>The built-in bundle's sizes: width 128, feed-forward 256, about a tenth of the default.</summary>
    public static VideoMusicConfig Compact(int videoWidth, int musicWidth, int textWidth) =>
        Default(videoWidth, musicWidth, textWidth) with { Width = 128, FeedForward = 256 };

    /// <summary>Checks the configuration.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public VideoMusicConfig Validate()
    {
        new ConfigFaults(nameof(VideoMusicConfig))
            .Size(VideoWidth, nameof(VideoWidth))
            .Size(MusicWidth, nameof(MusicWidth))
            .Size(TextWidth, nameof(TextWidth))
            .Size(VideoSteps, nameof(VideoSteps))
            .Size(MusicSteps, nameof(MusicSteps))
            .Size(TextSteps, nameof(TextSteps))
            .Size(Width, nameof(Width))
            .Size(Heads, nameof(Heads), 256)
            .Size(FeedForward, nameof(FeedForward))
            .Size(Layers, nameof(Layers), 64)
            .Size(Tags, nameof(Tags))
            .Require(Heads <= 0 || Width % Heads == 0, $"{nameof(Width)} {Width} must be a multiple of {nameof(Heads)} {Heads}")
            .Require(Dropout is >= 0 and < 1, $"{nameof(Dropout)} must be in [0, 1), is {Dropout}")
            .Probability(TextDropout, nameof(TextDropout))
            .Probability(VideoDropout, nameof(VideoDropout))
            .Require(double.IsFinite(TagWeight) && TagWeight >= 0, $"{nameof(TagWeight)} must be a number from 0 on, is {TagWeight}")
            .Require(
                TextDropout + VideoDropout <= 1,
                $"{nameof(TextDropout)} {TextDropout} and {nameof(VideoDropout)} {VideoDropout} exclude each other and exceed 1 together")
            .Require(Temperature is null or (>= 0.01 and <= 1), $"{nameof(Temperature)} must be from 0.01 to 1, is {Temperature}")
            .Require(UsesText || VideoDropout == 0, $"{nameof(VideoDropout)} must be 0 without text: the query would be empty")
            .ThrowIfAny();
        return this;
    }
}
