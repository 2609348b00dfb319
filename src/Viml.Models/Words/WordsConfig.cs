namespace Viml.Models.Words;

/// <summary>Sizes of a text encoder of words.</summary>
public sealed record WordsConfig : IEncoderSizes
{
    /// <summary>Rows of the hashed embedding table.</summary>
    public int Buckets { get; init; } = 16384;

    /// <summary>Width of a row of the table.</summary>
    public int EmbeddingWidth { get; init; } = 64;

    /// <summary>Width of the hidden layer.</summary>
    public int HiddenWidth { get; init; } = 256;

    /// <summary>Width of the feature.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Number of tags.</summary>
    public int Tags { get; init; } = 89;

    /// <summary>Dropout on the mean of the embeddings while training.</summary>
    public float Dropout { get; init; } = 0.2f;

    /// <summary>The sizes of the built-in weights: 1.2 million parameters, 2.4 MB as float16.</summary>
    public static WordsConfig Default { get; } = new();

    /// <summary>Multiply-adds of the network for one text.</summary>
    internal long MultiplyAdds => (long)EmbeddingWidth * HiddenWidth + (long)HiddenWidth * Width + (long)Width * Tags;

    int IEncoderSizes.FeatureWidth => Width;

    /// <summary>Checks the configuration.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public WordsConfig Validate()
    {
        new ConfigFaults(nameof(WordsConfig))
            .Size(Buckets, nameof(Buckets), 1 << 20)
            .Size(EmbeddingWidth, nameof(EmbeddingWidth))
            .Size(HiddenWidth, nameof(HiddenWidth))
            .Size(Width, nameof(Width))
            .Size(Tags, nameof(Tags))
            .Require(Dropout is >= 0 and < 1, $"{nameof(Dropout)} must be in [0, 1), is {Dropout}")
            .ThrowIfAny();
        return this;
    }
}
