using Viml.Convert;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Onnx.Tests.Networks;

/// <summary>The step of the build that converts the networks, on packages that are missing, cut or other files.</summary>
public sealed class ConversionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_package_that_is_missing_or_another_file_is_a_fault()
    {
        Assert.Throws<FileNotFoundException>(() => MiniLmConversion.Run(_folder["none.dll"], _folder["out"]));
        Assert.Throws<FileNotFoundException>(() => ResNetConversion.Run(_folder["none.onnx"], _folder["none.onnx"], _folder["out"]));
        File.WriteAllText(_folder["text"], "hello");
        Assert.Throws<BadImageFormatException>(() => MiniLmConversion.Run(_folder["text"], _folder["out"]));
        Assert.Throws<WeightFileException>(() => ResNetConversion.Run(_folder["text"], _folder["text"], _folder["out"]));
        var other = typeof(ConversionTests).Assembly.Location;
        var without = Assert.Throws<WeightFileException>(() => MiniLmConversion.Run(other, _folder["out"]));
        Assert.Contains("with resources", without.Message);
        Assert.Empty(Directory.GetFiles(_folder["out"]));
    }

    [SkippableTheory]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    [InlineData(-1)]
    public void A_package_that_is_cut_is_a_fault_and_leaves_nothing(int length)
    {
        var cut = _folder["cut.dll"];
        Cut(PackagedModels.MiniLmAssembly, cut, length);
        Assert.True(Record.Exception(() => MiniLmConversion.Run(cut, _folder["out"])) is BadImageFormatException or WeightFileException);
        Cut(PackagedModels.ResNet18Onnx, cut, length);
        Assert.Throws<WeightFileException>(() => ResNetConversion.Run(cut, PackagedModels.ResNet18Preprocessing, _folder["out"]));
        Assert.DoesNotContain(Directory.GetFiles(_folder["out"]), file => file.EndsWith(".safetensors", StringComparison.Ordinal));
    }

    // Half the file where the length is -1.
    private static void Cut(string from, string to, int length)
    {
        using var source = File.OpenRead(from);
        using var target = File.Create(to);
        var left = length < 0 ? source.Length / 2 : length;
        var buffer = new byte[1 << 20];
        for (int count; left > 0 && (count = source.Read(buffer, 0, (int)Math.Min(left, buffer.Length))) > 0; left -= count)
            target.Write(buffer, 0, count);
    }
}
