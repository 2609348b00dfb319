using System.Numerics.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Tagging;

namespace Viml.Models.Music;

/// <summary>
/// The output layer of a <see cref="MusiCnn"/> alone. Features of <see cref="MusiCnnEncoder"/> begin with what this layer reads, so the
/// tags of every window follow from the features that a library keeps.
/// </summary>
public sealed class MusiCnnTagHead : ITagHead
{
    private const string Layer = "dense2";

    private readonly float[] _weights; // [tags, features]
    private readonly float[] _bias;
    private readonly MusiCnnConfig _config;

    private MusiCnnTagHead(MusiCnnConfig config, float[] weights, float[] bias) =>
        (_config, _weights, _bias) = (config, weights, bias);

    /// <summary>Reads two tensors of the weights of a network. Null where the network has other tags than the vocabulary.</summary>
    /// <exception cref="WeightFileException">They are missing or of another shape.</exception>
    public static MusiCnnTagHead? Load(MusiCnnConfig config, string path)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Tags != TagVocabulary.Default.Count)
            return null;
        using var file = WeightFile.Open(path);
        return new MusiCnnTagHead(
            config, Read(file, $"{Layer}.weight", config.Tags, config.Features), Read(file, $"{Layer}.bias", config.Tags));
    }

    /// <inheritdoc/>
    public float[] Tags(FeatureSequence features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Width != MusiCnnEncoder.WidthOf(_config))
            throw new ArgumentException(
                $"The features have {features.Width} numbers, those of the network {MusiCnnEncoder.WidthOf(_config)}.", nameof(features));
        var tags = new float[features.Time * _config.Tags];
        for (var step = 0; step < features.Time; step++)
        {
            var learned = features.Step(step)[.._config.Features];
            for (var tag = 0; tag < _config.Tags; tag++)
                tags[step * _config.Tags + tag] =
                    TensorPrimitives.Dot(learned, _weights.AsSpan(tag * _config.Features, _config.Features)) + _bias[tag];
        }
        Probabilities.FromLogits(tags);
        return tags;
    }

    private static float[] Read(IWeightFile file, string name, params int[] shape)
    {
        var found = file.Shape(name);
        return found.SequenceEqual(shape)
            ? file.Read(name).Span.ToArray()
            : throw new WeightFileException(
                file.Path, $"'{name}' of [{string.Join(", ", shape)}]", $"[{string.Join(", ", found)}]");
    }
}
