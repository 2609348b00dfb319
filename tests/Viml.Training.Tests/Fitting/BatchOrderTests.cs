using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class BatchOrderTests
{
    [Fact]
    public void An_epoch_visits_every_example_once()
    {
        var order = new BatchOrder(12, 4, seed: 3);
        var seen = Enumerable.Range(0, 3).SelectMany(step => order.Examples(step).ToArray()).Order();
        Assert.Equal(Enumerable.Range(0, 12), seen);
    }

    [Fact]
    public void A_batch_is_the_same_whatever_was_asked_before()
    {
        var straight = new BatchOrder(50, 8, seed: 5);
        for (var step = 0; step < 20; step++) straight.Examples(step);
        Assert.Equal(straight.Examples(20).ToArray(), new BatchOrder(50, 8, seed: 5).Examples(20).ToArray());
    }

    [Fact]
    public void Epochs_and_seeds_differ()
    {
        var order = new BatchOrder(64, 64, seed: 1);
        var first = order.Examples(0).ToArray();
        Assert.NotEqual(first, order.Examples(1).ToArray());
        Assert.NotEqual(first, new BatchOrder(64, 64, seed: 2).Examples(0).ToArray());
    }

    [Fact]
    public void Fewer_examples_than_a_batch_are_refused() => Assert.Throws<ArgumentException>(() => new BatchOrder(3, 4, seed: 0));
}
