using Microsoft.ML.OnnxRuntime;
using Viml.Models;
using Viml.Models.Clip.Image;

namespace Viml.Onnx;

/// <summary>A model of a user over one frame per second.</summary>
internal sealed class OnnxVideoEncoder : IVideoEncoder
{
    // Frames that are computed together, where the model takes several.
    private const int Batch = 8;

    private readonly OnnxManifest _manifest;
    private readonly OnnxModel _model;
    private readonly string _input;
    private readonly ClipImageConfig _pictures;

    public OnnxVideoEncoder(string name, string folder, OnnxManifest manifest)
    {
        (Name, _manifest, _model) = (name, manifest, OnnxModel.Open(folder, manifest));
        var pictures = manifest.Pictures!;
        _input = _model.OnlyInput(3, pictures.Size, pictures.Size);
        _pictures = new ClipImageConfig(pictures.Size, Singles(pictures.Mean), Singles(pictures.Deviation)).Validate();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version => $"{OnnxEncoders.CodeVersion}-{_manifest.Version}";

    /// <inheritdoc/>
    public int Width => _manifest.Width;

    /// <inheritdoc/>
    public double Rate => 1;

    /// <inheritdoc/>
    public string Licence => _manifest.Licence;

    /// <inheritdoc/>
    public IReadOnlyList<FrameRequest> Frames => [new(Rate)];

    /// <inheritdoc/>
    public FeatureSequence Encode(IReadOnlyList<FrameStream> streams)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var (frames, width, height) = streams[0];
        var preprocessor = new ClipImagePreprocessor(_pictures);
        var images = new float[(_model.TakesBatches(_input) ? Batch : 1) * preprocessor.Length];
        var values = new List<float>();
        var waiting = 0;
        foreach (var rgb in frames)
        {
            preprocessor.Process(rgb.Span, width, height, images.AsSpan(waiting++ * preprocessor.Length, preprocessor.Length));
            if (waiting * preprocessor.Length == images.Length)
                Flush();
        }
        if (waiting > 0)
            Flush();
        return new FeatureSequence([.. values], values.Count / Width, Width, Rate);

        void Flush()
        {
            var features = new float[waiting * Width];
            var filled = images.AsMemory(0, waiting * preprocessor.Length);
            using var input = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, filled, [waiting, 3, _pictures.Size, _pictures.Size]);
            _model.Run(new Dictionary<string, OrtValue> { [_input] = input }, waiting, steps: 0, features);
            values.AddRange(features);
            waiting = 0;
        }
    }

    private static float[] Singles(IReadOnlyList<double> values) => [.. values.Select(value => (float)value)];
}
