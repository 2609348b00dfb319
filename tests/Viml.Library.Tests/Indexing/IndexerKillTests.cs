using System.Diagnostics;
using Viml.Library.Indexing;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;

namespace Viml.Library.Tests.Indexing;

public sealed class IndexerKillTests
{
    [Fact]
    public void After_kill_9_the_next_run_goes_on_and_nothing_is_lost_or_doubled()
    {
        using var library = new TestLibrary();
        for (var i = 0; i < 30; i++)
            library.Write($"{i:00}.mp3", $"0.{i + 10} 200");
        using (var child = IndexChild.Start(library.LibraryPath, library.Music))
        {
            for (var saved = 0; saved < 4; saved++)
                Assert.NotNull(child.StandardOutput.ReadLine());
            using (var store = SqliteLibrary.Open(library.LibraryPath))
                Assert.Contains($"process {child.Id}",
                    Assert.Throws<LibraryBusyException>(() => store.BeginWriting(TimeSpan.Zero, null, default)).Message);
            child.Kill();
            child.WaitForExit();
        }
        Assert.Equal("ok", library.Read(store => store.Session.Scalar("PRAGMA integrity_check")));
        var kept = library.Contents().Tracks;
        Assert.InRange(kept, 3, 29);
        Assert.Equal(new IndexCounts(30, 30 - kept, kept, 0, 0), library.Index().Counts);
        Assert.Equal(30, library.Contents().Tracks);
        Assert.Equal(30, library.Read(store => store.TrackStates()).Count);
    }
}

/// <summary>This test assembly as a program that indexes slowly, to be killed.</summary>
internal static class IndexChild
{
    public static Process Start(string library, string music)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", typeof(IndexChild).Assembly.Location, library, music })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public static int Main(string[] arguments)
    {
        using var store = SqliteLibrary.Open(arguments[0]);
        new Indexer(store, FakeModels.Create(onEncode: () => Thread.Sleep(5)), new FakeMusic())
            .Run(new IndexRequest { Folders = [arguments[1]] }, new Printer());
        return 0;
    }

    private sealed class Printer : IProgress<IndexProgress>
    {
        private int _done;

        public void Report(IndexProgress value)
        {
            if (value.Counts.Indexed > _done)
                Console.WriteLine(_done = value.Counts.Indexed);
        }
    }
}
