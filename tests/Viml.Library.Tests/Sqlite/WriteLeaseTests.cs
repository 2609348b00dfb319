using Viml.Library.Sqlite;
using Viml.Testing;

namespace Viml.Library.Tests.Sqlite;

public sealed class WriteLeaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLibrary _first;
    private readonly SqliteLibrary _second;

    public WriteLeaseTests()
    {
        _first = SqliteLibrary.Open(_folder["x.viml"]);
        _second = SqliteLibrary.Open(_folder["x.viml"]);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_second_writer_is_told_who_the_first_is()
    {
        using var lease = _first.BeginWriting(TimeSpan.Zero, null, default);
        var fault = Assert.Throws<LibraryBusyException>(() => _second.BeginWriting(TimeSpan.Zero, null, default));
        Assert.Contains($"process {Environment.ProcessId}", fault.Message);
        Assert.Contains("x.viml", fault.Message);
    }

    [Fact]
    public void A_second_writer_waits_and_goes_on_when_the_first_is_done()
    {
        var lease = _first.BeginWriting(TimeSpan.Zero, null, default);
        var told = new List<string>();
        var second = _second.BeginWriting(TimeSpan.FromSeconds(30), who =>
        {
            told.Add(who);
            lease.Dispose();
        }, default);
        second.Dispose();
        Assert.Contains("has been indexing since", Assert.Single(told));
    }

    [Fact]
    public void Waiting_can_be_cancelled()
    {
        using var lease = _first.BeginWriting(TimeSpan.Zero, null, default);
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            _second.BeginWriting(TimeSpan.FromSeconds(30), _ => cancellation.Cancel(), cancellation.Token));
    }

    [Fact]
    public void A_note_left_by_a_killed_writer_does_not_stop_the_next()
    {
        LibraryValues.Set(_first.Session, "writer", "process 1 has been indexing since 2001");
        _second.BeginWriting(TimeSpan.Zero, null, default).Dispose();
        Assert.Null(LibraryValues.Get(_first.Session, "writer"));
    }
}
