using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Models.ResNet;

/// <summary>ResNet18 over one frame per second. A feature is the mean of the last stage over all positions. Thread-safe.</summary>
public sealed class ResNetEncoder : IVideoEncoder
{
    /// <summary>The name by which bundles and users choose it.</summary>
    public const string EncoderName = "resnet18";

    /// <summary>The version of preprocessing and network; changes whenever the same frames would give other features.</summary>
    public const string CodeVersion = "1";

    // Images that are computed together.
    private const int Batch = 8;

    private readonly ResNetModel _model;

    internal ResNetEncoder(ResNetModel model) => _model = model;

    /// <inheritdoc/>
    public string Name => EncoderName;

    /// <inheritdoc/>
    public string Version => CodeVersion;

    /// <inheritdoc/>
    public int Width => ResNetModel.Stages[^1];

    /// <summary>Numbers per frame of <see cref="EncodeStages"/>: the channels of all four stages.</summary>
    public int StagesWidth => ResNetModel.Stages.Sum();

    /// <inheritdoc/>
    public double Rate => 1;

    /// <summary>Reads a folder with <c>model.safetensors</c>.</summary>
    /// <exception cref="WeightFileException">The weights are not those of the model.</exception>
    /// <exception cref="IOException">The weights are missing or cannot be read.</exception>
    public static ResNetEncoder Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var weights = SafeTensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        return new ResNetEncoder(ResNetModel.Load(weights));
    }

    /// <inheritdoc/>
    public IReadOnlyList<FrameRequest> Frames => [new(Rate)]; // resizing is part of the model's preprocessing

    /// <inheritdoc/>
    public FeatureSequence Encode(IReadOnlyList<FrameStream> streams)
    {
        var all = EncodeStages(streams);
        var values = new float[all.Time * Width];
        for (var i = 0; i < all.Time; i++)
            all.Step(i)[^Width..].CopyTo(values.AsSpan(i * Width));
        return new FeatureSequence(values, all.Time, Width, Rate);
    }

    /// <summary>
    /// As <see cref="Encode"/>, with the means of all four stages (<see cref="StagesWidth"/> numbers): 64, 128, 256, and then the 512 of
    /// the feature.
    /// </summary>
    public FeatureSequence EncodeStages(IReadOnlyList<FrameStream> streams)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var (frames, width, height) = streams[0];
        var preprocessor = new ResNetPreprocessor(_model);
        const int Size = ResNetModel.Size, Length = Size * Size * 3;
        var images = new float[Batch * Length];
        var values = new List<float>();
        var waiting = 0;
        foreach (var rgb in frames)
        {
            preprocessor.Process(rgb.Span, width, height, images.AsSpan(waiting * Length, Length));
            if (++waiting == Batch)
                Flush();
        }

        Flush();
        return new FeatureSequence([.. values], values.Count / StagesWidth, StagesWidth, Rate);

        void Flush()
        {
            if (waiting > 0)
                values.AddRange(_model.Forward(Tensor.From(images.AsMemory(0, waiting * Length), waiting, Size, Size, 3)).Span);
            waiting = 0;
        }
    }
}
