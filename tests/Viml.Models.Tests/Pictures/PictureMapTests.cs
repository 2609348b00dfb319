using Viml.Models.Pictures;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.Tests.Pictures;

public sealed class PictureMapTests
{
    // two photographs of three features, texts of two numbers
    private static readonly PictureMap Map = new(
        Tensor.From(new float[] { 1, 0, 0, 0, 1, 0 }, 2, 3), Tensor.From(new float[] { 3, 0, 0, 4 }, 2, 2),
        Tensor.From(new float[] { 1, 1 }, 2), farthest: 0.5);

    [Fact]
    public void A_picture_lies_at_the_base_and_the_answers_of_the_photographs_it_is_like()
    {
        var embedding = new float[2];

        Assert.True(Map.Apply([9, 0, 0], embedding)); // like the first; its squared distance from the second is 2

        var likeness = MathF.Exp(-2 * PictureMap.Sharpness);
        var (x, y) = (1 + 3, 1 + 4 * likeness);
        var length = MathF.Sqrt(x * x + y * y);
        Assert.Equal(x / length, embedding[0], 1e-5f);
        Assert.Equal(y / length, embedding[1], 1e-5f);
    }

    [Fact]
    public void Brightness_changes_nothing()
    {
        var (one, other) = (new float[2], new float[2]);
        Map.Apply([4, 1, 0], one);
        Map.Apply([400, 100, 0], other);
        Assert.Equal(one[0], other[0], 1e-6f);
    }

    [Theory]
    [InlineData(0, 0, 7)]
    [InlineData(0, 0, 0)]
    [InlineData(float.NaN, 1, 0)]
    [InlineData(float.PositiveInfinity, 0, 0)]
    public void A_picture_like_no_photograph_becomes_zeros(float first, float second, float third)
    {
        float[] embedding = [1, 1];
        Assert.False(Map.Apply([first, second, third], embedding));
        Assert.Equal([0, 0], embedding);
    }

    [Fact]
    public void Weights_that_do_not_fit_or_are_no_numbers_are_errors()
    {
        Tensor photographs = new(2, 3), answers = new(2, 2), origin = new(2);
        Assert.Throws<ArgumentException>(() => new PictureMap(photographs, new Tensor(3, 2), origin, 1));
        Assert.Throws<ArgumentException>(() => new PictureMap(photographs, answers, new Tensor(3), 1));
        Assert.Throws<ArgumentException>(() => new PictureMap(new Tensor(0, 3), new Tensor(0, 2), origin, 1));
        Assert.Throws<ArgumentException>(() => new PictureMap(photographs, answers, origin, 0));
        Assert.Throws<ArgumentException>(() => new PictureMap(photographs, answers, Tensor.From(new[] { 1, float.NaN }, 2), 1));
    }
}
