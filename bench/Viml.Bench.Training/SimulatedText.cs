using Viml.Models;

namespace Viml.Bench.Training;

/// <summary>Texts of the width of CLIP: random numbers drawn from the text.</summary>
internal sealed class SimulatedText : ITextEncoder
{
    public const string EncoderName = "simulated-text";

    public string Name => EncoderName;

    public string Version => "1";

    public int Width => 512;

    public void Encode(string text, Span<float> feature) =>
        SimulatedDataset.Fill(feature, text.Aggregate(17, (sofar, sign) => unchecked(sofar * 31 + sign)));

    public float[] ImpliedTags(string text) => [];
}
