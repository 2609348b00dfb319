using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

[Collection(SimdCollection.Name)]
public sealed class ParallelismTests
{
    [Fact]
    public void Every_index_is_visited_once_whatever_the_threads()
    {
        foreach (var threads in new[] { 1, 2, 5 })
            foreach (var count in new[] { 0, 1, 2, 7, 1000 })
                SimdCollection.WithThreads(threads, () =>
                {
                    var visits = new int[count];
                    Parallelism.For(count, i => Interlocked.Increment(ref visits[i]));
                    Assert.All(visits, visit => Assert.Equal(1, visit));
                });
    }

    [Fact]
    public void Ranges_cover_everything_once_and_are_not_too_small()
    {
        foreach (var threads in new[] { 1, 2, 5 })
            foreach (var (count, minimum) in new[] { (0, 1), (1, 10), (10, 3), (1000, 1), (1000, 400), (1000, 5000) })
                SimdCollection.WithThreads(threads, () =>
                {
                    var visits = new int[count];
                    Parallelism.ForRanges(count, minimum, (from, to) =>
                    {
                        Assert.True(to - from >= Math.Min(minimum, count));
                        for (var i = from; i < to; i++)
                            Interlocked.Increment(ref visits[i]);
                    });
                    Assert.All(visits, visit => Assert.Equal(1, visit));
                });
    }

    [Fact]
    public void A_loop_inside_a_loop_runs_on_the_thread_it_is_on() =>
        SimdCollection.WithThreads(3, () =>
        {
            var total = 0;
            Parallelism.For(8, _ =>
            {
                var thread = Environment.CurrentManagedThreadId;
                Parallelism.For(8, _ =>
                {
                    Assert.Equal(thread, Environment.CurrentManagedThreadId);
                    Interlocked.Increment(ref total);
                });
            });
            Assert.Equal(64, total);
        });

    [Fact]
    public void Loops_started_from_many_threads_all_finish()
    {
        var total = 0;
        SimdCollection.WithThreads(3, () =>
        {
            var callers = Enumerable.Range(0, 6).Select(_ => new Thread(() =>
            {
                for (var round = 0; round < 200; round++)
                    Parallelism.For(10, _ => Interlocked.Increment(ref total));
            })).ToList();
            callers.ForEach(caller => caller.Start());
            callers.ForEach(caller => caller.Join());
        });
        Assert.Equal(6 * 200 * 10, total);
    }

    [Fact]
    public void A_failing_body_is_reported_and_later_loops_work() =>
        SimdCollection.WithThreads(3, () =>
        {
            for (var round = 0; round < 20; round++)
            {
                var failure = Assert.Throws<InvalidOperationException>(() => Parallelism.For(50, i =>
                {
                    if (i == 20)
                        throw new InvalidOperationException("twenty");
                }));
                Assert.Equal("twenty", failure.Message);
                var count = 0;
                Parallelism.For(50, _ => Interlocked.Increment(ref count));
                Assert.Equal(50, count);
            }
        });

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.For(-1, _ => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.ForRanges(1, 0, (_, _) => { }));
    }
}
