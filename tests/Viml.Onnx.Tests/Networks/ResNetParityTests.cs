using Microsoft.ML.OnnxRuntime;
using Viml.Engine.Weights;
using Viml.Models;
using Viml.Models.ResNet;
using Viml.Testing;

namespace Viml.Onnx.Tests.Networks;

/// <summary>ResNet18 on our engine beside ONNX Runtime, which runs both models of the package: preprocessing and network.</summary>
public sealed class ResNetParityTests
{
    private const int Size = ResNetModel.Size, Length = 3 * Size * Size;

    [SkippableFact]
    public void Pictures_are_encoded_as_by_onnx_runtime()
    {
        var encoder = ResNetEncoder.Load(PackagedModels.Converted("resnet18"));
        using var preprocessing = new InferenceSession(PackagedModels.ResNet18Preprocessing);
        using var network = new InferenceSession(PackagedModels.ResNet18Onnx);
        var frames = Frames(11);

        var actual = encoder.Encode(new Squares(frames));

        Assert.Equal(frames.Length, actual.Time);
        for (var i = 0; i < frames.Length; i++)
        {
            var planes = new float[Length]; // red, green, blue of 0 to 255, as the package takes them
            for (var value = 0; value < Length; value++)
                planes[value % 3 * Size * Size + value / 3] = frames[i][value];
            var expected = Run(network, Run(preprocessing, planes));
            Close.Assert(expected, actual.Step(i), 1e-4, 1e-5, $"features of frame {i}");
        }
    }

    [SkippableFact]
    public void A_picture_has_the_same_features_alone_and_among_others()
    {
        var encoder = ResNetEncoder.Load(PackagedModels.Converted("resnet18"));
        var frames = Frames(9);
        var together = encoder.EncodeStages(new Squares(frames).Read(encoder.Frames));

        for (var i = 0; i < frames.Length; i++)
            Close.Assert(Alone(frames[i]).Values, together.Step(i), 1e-4, 1e-5, $"frame {i}");
        Assert.Equal(960, together.Width);
        Assert.Equal(encoder.Encode(new Squares(frames)).Step(3).ToArray(), together.Step(3)[448..].ToArray());

        FeatureSequence Alone(byte[] frame) => encoder.EncodeStages(new Squares([frame]).Read(encoder.Frames));
    }

    [SkippableFact]
    public void Frames_of_any_size_are_read_and_no_frames_give_no_steps()
    {
        var encoder = ResNetEncoder.Load(PackagedModels.Converted("resnet18"));
        foreach (var (width, height) in new[] { (1, 1), (3, 500), (640, 360), (225, 224) })
        {
            var features = encoder.Encode(new Squares([new byte[3 * width * height]], width, height));
            Assert.All(features.Values, value => Assert.True(float.IsFinite(value)));
        }
        Assert.Equal(0, encoder.Encode(new Squares([])).Time);
    }

    [SkippableFact]
    public void The_cost_counts_the_parameters_of_the_file()
    {
        using var weights = SafeTensorsFile.Open(Path.Combine(PackagedModels.Converted("resnet18"), "model.safetensors"));
        var numbers = weights.Names.Where(name => name != "mean")
            .Sum(name => weights.Shape(name).Aggregate(1L, (product, size) => product * size));
        Assert.Equal(numbers, ResNetModel.Cost.Parameters);
        Assert.InRange(ResNetModel.Cost.MultiplyAdds, 2_000_000_000, 2_100_000_000);
    }

    private static byte[][] Frames(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            // Coloured squares of several sizes with noise: edges, areas and texture.
            var frame = new byte[Length];
            for (var value = 0; value < Length; value++)
            {
                var (area, tint) = (value / 3 / (8 << i % 4) % 2 * 90, value % 3 * 40 * (i % 3));
                frame[value] = (byte)Math.Min(area + tint + random.Next(60 + 10 * i), 255);
            }
            return frame;
        })];
    }

    private static float[] Run(InferenceSession session, float[] planes)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, Size, Size]);
        using var options = new RunOptions();
        using var results = session.Run(options, session.InputNames, [input], session.OutputNames);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}

/// <summary>Frames in memory.</summary>
internal sealed class Squares(IEnumerable<byte[]> frames, int width = ResNetModel.Size, int height = ResNetModel.Size) : IFrameSource
{
    public IReadOnlyList<FrameStream> Read(IReadOnlyList<FrameRequest> requests) =>
        [new(frames.Select(frame => (ReadOnlyMemory<byte>)frame), width, height)];
}
