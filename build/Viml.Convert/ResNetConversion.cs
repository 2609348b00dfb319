using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Engine.Weights.Onnx;

namespace Viml.Convert;

/// <summary>
/// ResNet18 out of the package Microsoft.ML.DnnImageFeaturizer.ResNet18: a CNTK network with 19 convolutions, each followed by batch
/// normalisation, which is multiplied into it here, and the mean image that is taken from its input. The network reads blue, green, red;
/// here it is turned to read red, green, blue.
/// </summary>
internal static class ResNetConversion
{
    private const float Epsilon = 1e-5f; // of every BatchNormalization of the graph

    // The numbers of the weight of a convolution and of the scale of the batch normalisation behind it.
    private static readonly (string Name, int Weight, int Scale)[] Convolutions =
    [
        ("conv1", 91, 96),
        ("layer1.0.conv1", 86, 113), ("layer1.0.conv2", 82, 127), ("layer1.1.conv1", 77, 144), ("layer1.1.conv2", 73, 158),
        ("layer2.0.conv1", 68, 175), ("layer2.0.conv2", 64, 189), ("layer2.0.downsample", 199, 203), ("layer2.1.conv1", 59, 220),
        ("layer2.1.conv2", 55, 234),
        ("layer3.0.conv1", 50, 251), ("layer3.0.conv2", 46, 265), ("layer3.0.downsample", 275, 279), ("layer3.1.conv1", 41, 296),
        ("layer3.1.conv2", 37, 310),
        ("layer4.0.conv1", 32, 327), ("layer4.0.conv2", 28, 341), ("layer4.0.downsample", 351, 355), ("layer4.1.conv1", 23, 372),
        ("layer4.1.conv2", 19, 386),
        ("layer4.2.conv1", 14, 403), ("layer4.2.conv2", 10, 417),
    ];

    public static void Run(string modelPath, string preprocessingPath, string folder)
    {
        Directory.CreateDirectory(folder);
        using var model = OnnxFile.Open(modelPath);
        using var preprocessing = OnnxFile.Open(preprocessingPath);
        var writer = new SafeTensorsWriter
        {
            Metadata = { ["model"] = "ResNet18 of Microsoft.ML.DnnImageFeaturizer.ResNet18", ["licence"] = "MIT" },
        };
        var mean = preprocessing.Read("MeanImage"); // [1, 3, height, width]
        if (mean.Rank != 4 || mean.Size(1) != 3)
            throw new WeightFileException(preprocessingPath, "a mean image [1, 3, height, width]", mean.ShapeText);
        writer.Add("mean", Interleaved(mean));
        foreach (var (name, weight, scale) in Convolutions)
        {
            var (folded, bias) = Fold(model, weight, scale);
            writer.Add($"{name}.weight", Panels.OfConvolution(name == "conv1" ? Reversed(folded, folded.Size(0)) : folded));
            writer.Add($"{name}.bias", bias);
        }

        writer.Save(Path.Combine(folder, "model.safetensors"));
    }

    // w' = w s / sqrt(v + e), b' = b - m s / sqrt(v + e)
    private static (Tensor Weight, Tensor Bias) Fold(OnnxFile model, int weightNumber, int scaleNumber)
    {
        var weight = model.Read($"Parameter{weightNumber}"); // [out, in, height, width]
        Tensor scale = model.Read($"Parameter{scaleNumber}"), shift = model.Read($"Parameter{scaleNumber + 1}");
        Tensor mean = model.Read($"Constant{scaleNumber + 2}"), variance = model.Read($"Constant{scaleNumber + 3}");
        if (weight.Rank != 4 || new[] { scale, shift, mean, variance }.Any(x => x.Length != weight.Size(0)))
            throw new WeightFileException(
                model.Path, $"a convolution 'Parameter{weightNumber}' and its batch normalisation", weight.ShapeText);
        Tensor folded = new(weight.Shape), bias = new(weight.Size(0));
        var inputs = weight.Length / weight.Size(0);
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var factor = scale.Span[channel] / Math.Sqrt(variance.Span[channel] + (double)Epsilon);
            bias.Span[channel] = (float)(shift.Span[channel] - mean.Span[channel] * factor);
            for (var i = channel * inputs; i < (channel + 1) * inputs; i++)
                folded.Span[i] = (float)(weight.Span[i] * factor);
        }

        return (folded, bias);
    }

    // The three colours of each of so many groups in the other order.
    private static Tensor Reversed(Tensor x, int groups)
    {
        var y = new Tensor(x.Shape);
        var plane = x.Length / groups / 3;
        for (var group = 0; group < groups; group++)
            for (var colour = 0; colour < 3; colour++)
                x.Span.Slice((group * 3 + colour) * plane, plane).CopyTo(y.Span.Slice((group * 3 + 2 - colour) * plane, plane));
        return y;
    }

    // [1, 3, height, width], blue first, to [height, width, 3], red first.
    private static Tensor Interleaved(Tensor x)
    {
        var y = new Tensor(x.Size(2), x.Size(3), 3);
        var plane = y.Length / 3;
        for (var i = 0; i < plane; i++)
            for (var colour = 0; colour < 3; colour++)
                y.Span[3 * i + 2 - colour] = x.Span[colour * plane + i];
        return y;
    }
}
