using Viml.Engine.Layers;

namespace Viml.Models.Clip;

/// <summary>Sizes of one of CLIP's Transformers.</summary>
public sealed record ClipTransformerConfig
{
    /// <summary>Size of a token.</summary>
    public required int Width { get; init; }

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of attention heads; divides the width.</summary>
    public required int Heads { get; init; }

    /// <summary>Size inside the feed-forward block.</summary>
    public required int FeedForward { get; init; }

    /// <summary>Non-linearity of the feed-forward block.</summary>
    public FeedForwardActivation Activation { get; init; } = FeedForwardActivation.QuickGelu;

    /// <summary>Added to the variance in layer norms.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Trained numbers of the layers.</summary>
    internal long Parameters => Layers * (Width * (4L * Width + 2L * FeedForward) + 9L * Width + FeedForward);

    /// <summary>Multiply-adds for a sequence of <paramref name="time"/> tokens of which the last layer computes one.</summary>
    internal long MultiplyAdds(int time)
    {
        var one = Width * (2L * Width + 2L * FeedForward + 2L * time); // query, output, feed-forward and attention of a token
        var keysAndValues = 2L * Width * Width;
        return (Layers - 1) * time * (one + keysAndValues) + time * keysAndValues + one;
    }
}

/// <summary>
/// Sizes of a CLIP model with a vision Transformer (Radford et al. 2021, "Learning Transferable Visual Models From Natural Language
/// Supervision").
/// </summary>
public sealed record ClipConfig
{
    /// <summary>The image tower.</summary>
    public required ClipTransformerConfig Vision { get; init; }

    /// <summary>The text tower.</summary>
    public required ClipTransformerConfig Text { get; init; }

    /// <summary>Width and height of an image in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Width and height of a patch in pixels; divides the image.</summary>
    public required int PatchSize { get; init; }

    /// <summary>Number of tokens that texts are made of.</summary>
    public int Vocabulary { get; init; } = 49_408;

    /// <summary>The maximum number of tokens of a text, start and end included.</summary>
    public int Context { get; init; } = 77;

    /// <summary>Numbers per embedding.</summary>
    public required int Width { get; init; }

    /// <summary>ViT-B/32 as published by the original authors: 151 million parameters.</summary>
    public static ClipConfig VitB32 { get; } = new()
    {
        Vision = new() { Width = 768, Layers = 12, Heads = 12, FeedForward = 3072 },
        Text = new() { Width = 512, Layers = 12, Heads = 8, FeedForward = 2048 },
        ImageSize = 224,
        PatchSize = 32,
        Width = 512,
    };

    /// <summary>Patches of an image.</summary>
    public int Patches => ImageSize / PatchSize * (ImageSize / PatchSize);

    /// <summary>Numbers of a patch.</summary>
    public int PatchLength => 3 * PatchSize * PatchSize;

    /// <summary>What one image costs.</summary>
    public EncoderCost ImageCost => new(
        Vision.Parameters + Vision.Width * (PatchLength + Patches + 2L + 4 + Width),
        (long)Patches * PatchLength * Vision.Width + Vision.MultiplyAdds(1 + Patches) + (long)Vision.Width * Width);

    /// <summary>What a text of twelve tokens between start and end costs.</summary>
    public EncoderCost TextCost => new(
        Text.Parameters + Text.Width * ((long)Vocabulary + Context + 2 + Width),
        Text.MultiplyAdds(Math.Min(14, Context)) + (long)Text.Width * Width);

    /// <summary>Checks the configuration.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public ClipConfig Validate()
    {
        var faults = new ConfigFaults(nameof(ClipConfig))
            .Size(ImageSize, nameof(ImageSize))
            .Size(PatchSize, nameof(PatchSize))
            .Size(Vocabulary, nameof(Vocabulary), 1_000_000)
            .Size(Context, nameof(Context))
            .Require(Context >= 2, $"{nameof(Context)} must have room for a start and an end token, is {Context}")
            .Size(Width, nameof(Width))
            .Require(
                PatchSize < 1 || ImageSize % PatchSize == 0,
                $"{nameof(PatchSize)} must divide {nameof(ImageSize)}: {PatchSize}, {ImageSize}");
        foreach (var (name, part) in new[] { (nameof(Vision), Vision), (nameof(Text), Text) })
            faults
                .Size(part.Width, $"{name}.{nameof(part.Width)}")
                .Size(part.Layers, $"{name}.{nameof(part.Layers)}", 128)
                .Size(part.Heads, $"{name}.{nameof(part.Heads)}", 256)
                .Size(part.FeedForward, $"{name}.{nameof(part.FeedForward)}", 32_768)
                .Require(
                    part.Heads < 1 || part.Width % part.Heads == 0,
                    $"{name}.{nameof(part.Heads)} must divide the width: {part.Heads}, {part.Width}")
                .Require(part.Epsilon > 0, $"{name}.{nameof(part.Epsilon)} must be above 0, is {part.Epsilon}");
        faults.ThrowIfAny();
        return this;
    }
}
