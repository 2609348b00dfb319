namespace Viml.Models.MiniLm;

/// <summary>The sizes of a BERT encoder of sentences.</summary>
/// <param name="Layers">Transformer layers.</param>
/// <param name="Width">Numbers per token.</param>
/// <param name="Heads">Attention heads; divides the width.</param>
/// <param name="FeedForward">Width inside the feed-forward blocks.</param>
/// <param name="Vocabulary">Tokens that are known.</param>
/// <param name="Positions">Tokens of a text that the network has positions for.</param>
/// <param name="Context">Tokens of a text that are read, start and end included: what the authors of the model set.</param>
/// <param name="Epsilon">Of the layer norms.</param>
public sealed record MiniLmConfig(
    int Layers, int Width, int Heads, int FeedForward, int Vocabulary, int Positions, int Context, float Epsilon)
{
    /// <summary>all-MiniLM-L6-v2 (Wang et al. 2020; fine-tuned on a billion pairs of sentences).</summary>
    public static MiniLmConfig L6 { get; } = new(6, 384, 12, 1536, 30_522, 512, 256, 1e-12f);

    /// <summary>What a text of twelve tokens costs.</summary>
    public EncoderCost Cost
    {
        get
        {
            const long Tokens = 12;
            var perLayer = 4L * Width * Width + 2L * Width * FeedForward;
            var parameters = (long)Width * (Vocabulary + Positions + 4) + Layers * (perLayer + 9L * Width + FeedForward);
            return new EncoderCost(parameters, Layers * (Tokens * perLayer + 2 * Tokens * Tokens * Width));
        }
    }

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public MiniLmConfig Validate()
    {
        new ConfigFaults(nameof(MiniLmConfig))
            .Size(Layers, nameof(Layers)).Size(Width, nameof(Width)).Size(Heads, nameof(Heads)).Size(FeedForward, nameof(FeedForward))
            .Size(Vocabulary, nameof(Vocabulary), 1 << 20).Size(Positions, nameof(Positions)).Size(Context, nameof(Context))
            .Require(Heads > 0 && Width % Heads == 0, $"{nameof(Heads)} must divide {nameof(Width)}")
            .Require(Context >= 2 && Context <= Positions, $"{nameof(Context)} must be 2 to {nameof(Positions)}")
            .Require(Epsilon > 0, $"{nameof(Epsilon)} must be above 0")
            .ThrowIfAny();
        return this;
    }
}
