using System.Diagnostics;
using System.Globalization;
using Viml.Library.Files;

namespace Viml.Library.Sqlite;

/// <summary>
/// The right to change a library, held by one process at a time: a <see cref="WriteLock"/>. Its holder is also named inside the library,
/// for messages only.
/// </summary>
internal sealed class WriteLease : IDisposable
{
    private const string HolderKey = "writer";
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);
    private readonly IDisposable _lock;
    private readonly SqliteSession _session;

    private WriteLease(IDisposable held, SqliteSession session)
    {
        _lock = held;
        _session = session;
        LibraryValues.Set(session, HolderKey,
            string.Create(CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} has been indexing since {DateTime.Now:yyyy-MM-dd HH:mm:ss}"));
    }

    /// <summary>Takes the lease, waiting up to <paramref name="wait"/> for another process to release it.</summary>
    /// <param name="session">An open connection to the library.</param>
    /// <param name="wait">How long to wait; zero tries once.</param>
    /// <param name="waiting">Called once, before the first wait, with who holds the lease.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="LibraryBusyException">Another process still holds it.</exception>
    public static WriteLease Take(SqliteSession session, TimeSpan wait, Action<string>? waiting, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        for (var first = true; ; first = false)
        {
            if (WriteLock.TryHold(session.Path) is { } held)
            {
                try
                {
                    // Between opening and locking the file may have been removed; now nobody can.
                    session.Reopen();
                    Schema.Ensure(session);
                    return new WriteLease(held, session);
                }
                catch
                {
                    held.Dispose();
                    throw;
                }
            }
            var holder = LibraryValues.Get(session, HolderKey) ?? "another process is indexing";
            if (clock.Elapsed >= wait)
                throw new LibraryBusyException(session.Path, holder);
            if (first)
                waiting?.Invoke(holder);
            cancellation.WaitHandle.WaitOne(Retry);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        try
        {
            LibraryValues.Remove(_session, HolderKey);
        }
        catch (LibraryException)
        {
            // The note about the holder is only for messages; the lock below is what counts.
        }
        _lock.Dispose();
    }
}
