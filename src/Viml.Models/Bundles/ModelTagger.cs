using Viml.Models.VideoMusic;

namespace Viml.Models.Bundles;

/// <summary>
/// A music encoder that does not know the tags of the vocabulary, with the tags that the tag head of ViML gives for each window.
/// </summary>
internal sealed class ModelTagger(IMusicEncoder encoder, Lazy<VideoMusicModel> model) : IMusicEncoder
{
    public string Name => encoder.Name;

    public string Version => encoder.Version;

    public int Width => encoder.Width;

    public double Rate => encoder.Rate;

    public EncoderCost? Cost => encoder.Cost;

    public string? Licence => encoder.Licence;

    public int SampleRate => encoder.SampleRate;

    public int WindowSamples => encoder.WindowSamples;

    public TimeSpan FrontEndTime => encoder.FrontEndTime;

    public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities)
    {
        encoder.Encode(windows, count, features, []);
        if (tagProbabilities.IsEmpty)
            return;
        var sequence = new FeatureSequence(features.ToArray(), count, Width, Rate);
        // [window, joint]
        var embeddings = model.Value.EmbedMusic([.. Enumerable.Range(0, count).Select(window => sequence.Range(window, 1))]);
        var width = model.Value.Config.JointWidth;
        for (var window = 0; window < count; window++)
        {
            var tags = model.Value.Tags(embeddings.AsSpan(window * width, width));
            tags.CopyTo(tagProbabilities[(window * tags.Length)..]);
        }
    }
}
