using Viml.Library.Files;
using Viml.Testing;

namespace Viml.Library.Tests.Files;

public sealed class WriteLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_many_who_take_and_release_it_one_holds_it_at_a_time_and_no_file_is_left()
    {
        var (holders, most, taken) = (0, 0, 0);
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 500; i++)
                if (WriteLock.TryHold(_folder["x"]) is { } held)
                {
                    var now = Interlocked.Increment(ref holders);
                    most = Math.Max(most, now);
                    Interlocked.Increment(ref taken);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                    held.Dispose();
                }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(1, most);
        Assert.True(taken > 0);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_a_killed_process_left_holds_nothing_and_is_deleted()
    {
        File.WriteAllText(WriteLock.PathFor(_folder["x"]), "");
        WriteLock.Hold(_folder["x"]).Dispose();
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
