namespace Viml.Models.Tests.Encoders;

/// <summary>An encoder of two steps or windows whose features count 0, 1, 2, ..., whatever it reads.</summary>
internal sealed class ToyEncoder(string name, int width, Modality modality = Modality.Video) : IVideoEncoder, IMusicEncoder, ITextEncoder
{
    public string Name => name;

    public string Version => name == "toy" ? "1" : "1-01234567";

    public int Width => width;

    public double Rate => modality == Modality.Text ? 0 : 1;

    public Modality Modality => modality;

    public EncoderCost? Cost => new(10, 20);

    public int SampleRate => 10;

    public int WindowSamples => 30;

    public bool HasVocabularyTags => false;

    public int MaximumSteps => 2;

    public IReadOnlyList<FrameRequest> Frames => [new(1)];

    public FeatureSequence Encode(IReadOnlyList<FrameStream> streams) => Counting(2);

    public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities) =>
        Counting(count).Values.CopyTo(features);

    public void Encode(string text, Span<float> feature) => Counting(1).Values.CopyTo(feature);

    public FeatureSequence EncodeSteps(string text) => Counting(2);

    public float[] ImpliedTags(string text) => [];

    private FeatureSequence Counting(int time) =>
        new([.. Enumerable.Range(0, time * width).Select(number => (float)number)], time, width, Rate);
}

/// <summary>Grey frames for three seconds.</summary>
internal sealed class ToyVideo : IFrameSource
{
    public IReadOnlyList<FrameStream> Read(IReadOnlyList<FrameRequest> requests) => [.. requests.Select(Stream)];

    private static FrameStream Stream(FrameRequest request)
    {
        var (width, height) = request.Size ?? (8, 4);
        var frames = Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[width * height * 3], (int)(3 * request.Rate));
        return new FrameStream(frames, width, height);
    }
}
