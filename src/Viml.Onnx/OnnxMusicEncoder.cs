using Microsoft.ML.OnnxRuntime;
using Viml.Models;

namespace Viml.Onnx;

/// <summary>A model of a user over windows of sound. It knows no tags of the vocabulary.</summary>
internal sealed class OnnxMusicEncoder : IMusicEncoder
{
    private readonly OnnxManifest _manifest;
    private readonly OnnxModel _model;
    private readonly string _input;

    public OnnxMusicEncoder(string name, string folder, OnnxManifest manifest)
    {
        (Name, _manifest, _model) = (name, manifest, OnnxModel.Open(folder, manifest));
        _input = _model.OnlyInput(WindowSamples);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version => $"{OnnxEncoders.CodeVersion}-{_manifest.Version}";

    /// <inheritdoc/>
    public int Width => _manifest.Width;

    /// <inheritdoc/>
    public double Rate => 1 / _manifest.Sound!.WindowSeconds;

    /// <inheritdoc/>
    public string Licence => _manifest.Licence;

    /// <inheritdoc/>
    public int SampleRate => _manifest.Sound!.SampleRate;

    /// <inheritdoc/>
    public int WindowSamples => _manifest.WindowSamples;

    /// <inheritdoc/>
    public bool HasVocabularyTags => false;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (windows.Length != (long)count * WindowSamples || features.Length != count * Width)
            throw new ArgumentException(
                $"{count} windows have {(long)count * WindowSamples} samples and {count * Width} features.", nameof(windows));
        tagProbabilities.Clear();
        var together = _model.TakesBatches(_input) ? count : 1;
        for (var first = 0; first < count; first += together)
        {
            var samples = windows.Slice(first * WindowSamples, together * WindowSamples).ToArray();
            using var input = OrtValue.CreateTensorValueFromMemory(samples, [together, WindowSamples]);
            _model.Run(
                new Dictionary<string, OrtValue> { [_input] = input }, together, steps: 0, features.Slice(first * Width, together * Width));
        }
    }
}
