using Viml.Engine.Tensors;

namespace Viml.Engine.Tests.Tensors;

public sealed class TensorTests
{
    [Fact]
    public void A_new_tensor_holds_zeros_and_knows_its_axes()
    {
        var tensor = new Tensor(2, 3);
        Assert.Equal((2, 6, "[2, 3]"), (tensor.Rank, tensor.Length, tensor.ShapeText));
        Assert.Equal((2, 3, 3, 2), (tensor.Size(0), tensor.Size(1), tensor.Size(-1), tensor.Size(-2)));
        Assert.All(tensor.Span.ToArray(), value => Assert.Equal(0, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Size(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Size(-3));
    }

    [Fact]
    public void A_scalar_has_no_axes_and_one_element()
    {
        var scalar = new Tensor();
        Assert.Equal((0, 1, "[]"), (scalar.Rank, scalar.Length, scalar.ShapeText));
        Assert.Throws<ArgumentException>(() => scalar.Slice(0, 1));
    }

    [Fact]
    public void An_empty_axis_makes_an_empty_tensor_however_large_the_others() =>
        Assert.Equal(0, new Tensor(int.MaxValue, 0, int.MaxValue).Length);

    [Fact]
    public void From_shares_memory_and_clone_does_not()
    {
        var data = new float[] { 1, 2, 3, 4 };
        var tensor = Tensor.From(data, 2, 2);
        var clone = tensor.Clone();
        data[3] = 9;
        Assert.Equal(9, tensor.Span[3]);
        Assert.Equal(4, clone.Span[3]);
    }

    [Fact]
    public void Views_share_memory()
    {
        var tensor = Tensor.From(new float[] { 0, 1, 2, 3, 4, 5 }, 3, 2);
        tensor.Slice(1, 2).Reshape(-1).Span[0] = 7;
        Assert.Equal(7, tensor.Span[2]);
        Assert.Equal("[0, 2]", tensor.Slice(3, 0).ShapeText);
        Assert.Equal("[2, 3]", tensor.Reshape(2, -1).ShapeText);
        Assert.Equal("[1, 6, 1]", tensor.Reshape(1, 6, 1).ShapeText);
        Assert.Equal("[0]", new Tensor(0, 5).Reshape(-1).ShapeText);
    }

    [Fact]
    public void Shape_errors_name_the_operation_and_both_shapes()
    {
        var tensor = new Tensor(2, 3);
        var reshape = Assert.Throws<ArgumentException>(() => tensor.Reshape(4, -1));
        Assert.Contains("Reshape", reshape.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", reshape.Message, StringComparison.Ordinal);
        Assert.Contains("[4, -1]", reshape.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => tensor.Reshape(-1, -1));
        Assert.Throws<ArgumentException>(() => tensor.Reshape(5));
        Assert.Throws<ArgumentException>(() => tensor.Reshape(-2, -3));
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Slice(1, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.From(new float[5], 2, 3));
    }

    [Fact]
    public void Impossible_shapes_are_refused_before_memory_is_taken()
    {
        Assert.Throws<ArgumentException>(() => new Tensor(2, -1));
        Assert.Throws<ArgumentException>(() => new Tensor(int.MaxValue, int.MaxValue, int.MaxValue));
    }
}
