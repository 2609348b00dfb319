using Viml.Models.MiniLm;
using Viml.Testing;

namespace Viml.Models.Tests.MiniLm;

public sealed class MiniLmModelTests
{
    private static readonly MiniLmConfig Toy = new(2, 32, 4, 64, 50, 20, 16, 1e-12f);

    [Fact]
    public void Texts_of_different_lengths_do_not_see_each_other()
    {
        var model = MiniLmModel.Random(Toy, 1);
        int[] one = [1, 2, 3, 4, 5], two = [6], three = [7, 8, 9];

        var together = model.Forward([.. one, .. two, .. three], [5, 1, 3]);

        Close.Assert(model.Forward(one, [5]).Span, together.Slice(0, 5).Span, 1e-5, 0, "first");
        Close.Assert(model.Forward(two, [1]).Span, together.Slice(5, 1).Span, 1e-5, 0, "second");
        Close.Assert(model.Forward(three, [3]).Span, together.Slice(6, 3).Span, 1e-5, 0, "third");
        Assert.Equal(0, model.Forward([], []).Length);
    }

    [Fact]
    public void Tokens_and_lengths_are_checked()
    {
        var model = MiniLmModel.Random(Toy, 1);
        Assert.Throws<ArgumentException>(() => model.Forward([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => model.Forward([1, 2], [2, 0]));
        Assert.Throws<ArgumentException>(() => model.Forward(new int[21], [21]));
        Assert.Contains("Token 50", Assert.Throws<ArgumentException>(() => model.Forward([50], [1])).Message);
        Assert.Contains("Token -1", Assert.Throws<ArgumentException>(() => model.Forward([-1], [1])).Message);
    }

    [Fact]
    public void A_configuration_lists_its_faults()
    {
        var fault = Assert.Throws<ArgumentException>(() => (Toy with { Heads = 5, Context = 21, Epsilon = 0 }).Validate());
        Assert.Contains("Heads", fault.Message);
        Assert.Contains("Context", fault.Message);
        Assert.Contains("Epsilon", fault.Message);
        Assert.Same(MiniLmConfig.L6, MiniLmConfig.L6.Validate());
    }
}
