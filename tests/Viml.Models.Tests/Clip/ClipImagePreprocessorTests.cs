using Viml.Engine.Weights;
using Viml.Models.Clip.Image;
using Viml.Testing;

namespace Viml.Models.Tests.Clip;

public sealed class ClipImagePreprocessorTests
{
    [Theory]
    [InlineData("640x360", 640, 360)]
    [InlineData("200x333", 200, 333)]
    [InlineData("100x50", 100, 50)]
    public void Pixels_are_those_of_Pillow(string name, int width, int height)
    {
        using var reference = Reference(name);
        var preprocessor = new ClipImagePreprocessor(ClipImageConfig.Original);
        var square = new byte[224 * 224 * 3];

        preprocessor.Crop(reference.ReadBytes("rgb"), width, height, square);

        Assert.Equal(reference.ReadBytes("cropped"), square);
    }

    [Fact]
    public void The_planes_are_normalised_as_in_the_reference()
    {
        using var reference = Reference("640x360");
        var preprocessor = new ClipImagePreprocessor(ClipImageConfig.Original);
        var planes = new float[preprocessor.Length];

        preprocessor.Process(reference.ReadBytes("rgb"), 640, 360, planes);

        Close.Assert(reference.Read("input").Span, planes, 1e-5, 0, "planes");
    }

    [Fact]
    public void An_image_of_the_right_size_stays_as_it_is()
    {
        var preprocessor = new ClipImagePreprocessor(ClipImageConfig.Original);
        var image = new byte[224 * 224 * 3];
        new Random(1).NextBytes(image);
        var square = new byte[image.Length];

        preprocessor.Crop(image, 224, 224, square);

        Assert.Equal(image, square);
    }

    [Theory]
    [InlineData(20_000, 1)]
    [InlineData(1, 20_000)]
    [InlineData(1, 1)]
    [InlineData(3000, 2)]
    public void Images_of_any_shape_keep_their_colour_in_little_memory(int width, int height)
    {
        var image = new byte[width * height * 3];
        for (var i = 0; i < image.Length; i++)
            image[i] = (byte)(50 * (i % 3 + 1));
        var preprocessor = new ClipImagePreprocessor(ClipImageConfig.Original);
        var square = new byte[224 * 224 * 3];
        var before = GC.GetAllocatedBytesForCurrentThread();

        preprocessor.Crop(image, width, height, square);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2_000_000);
        Assert.All(Enumerable.Range(0, square.Length), i => Assert.Equal(50 * (i % 3 + 1), square[i]));
    }

    [Fact]
    public void An_image_without_pixels_and_one_of_the_wrong_length_are_errors()
    {
        var preprocessor = new ClipImagePreprocessor(ClipImageConfig.Original);
        var planes = new float[preprocessor.Length];
        Assert.Contains("0 x 0", Assert.Throws<ArgumentException>(() => preprocessor.Process([], 0, 0, planes)).Message);
        Assert.Contains("12 bytes", Assert.Throws<ArgumentException>(() => preprocessor.Process(new byte[11], 2, 2, planes)).Message);
        Assert.Contains("150528", Assert.Throws<ArgumentException>(() => preprocessor.Process(new byte[12], 2, 2, new float[5])).Message);
    }

    private static SafeTensorsFile Reference(string name) =>
        SafeTensorsFile.Open(Path.Combine(TestPaths.Fixtures, "frontend", $"clip_image_{name}.safetensors"));
}
