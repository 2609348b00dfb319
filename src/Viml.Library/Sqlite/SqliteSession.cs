using Microsoft.Data.Sqlite;
using Viml.Engine.Files;
using Viml.Library.Files;

namespace Viml.Library.Sqlite;

/// <summary>
/// One connection to one library file: prepared statements, transactions, and faults that name the file. Thread-safe: calls wait for each
/// other.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusySeconds = 10;
    private SqliteConnection _connection;
    private DateTime _made;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly Lock _gate = new(); // also held for the whole of a transaction or of a reading

    private SqliteSession(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
        _made = File.GetCreationTimeUtc(path);
    }

    public string Path { get; }

    /// <summary>Whether the file was made by this session.</summary>
    public bool IsNew { get; private set; }

    /// <summary>How often the file was opened again.</summary>
    public int Openings { get; private set; }

    /// <summary>Opens the file, making it where it is missing.</summary>
    public static SqliteSession Open(string path)
    {
        var isNew = Create(path);
        var session = new SqliteSession(path, Connect(path, path, SqliteOpenMode.ReadWrite)) { IsNew = isNew };
        try
        {
            session.Prepare();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file again, as it is now under its name: it may have been removed, and made anew by another.</summary>
    public void Reopen()
    {
        lock (_gate)
        {
            Dispose();
            _commands.Clear();
            IsNew |= Create(Path);
            _connection = Connect(Path, Path, SqliteOpenMode.ReadWrite);
            _made = File.GetCreationTimeUtc(Path);
            Openings++;
            Prepare();
        }
    }

    /// <summary>Deletes the file at <paramref name="path"/>, and what SQLite keeps beside it.</summary>
    public static void Delete(string path)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(path + suffix);
    }

    /// <summary>
    /// Opens an existing file for reading. On a read-only file system it is opened as immutable where no unfinished log stands beside it.
    /// </summary>
    public static SqliteSession OpenReadOnly(string path)
    {
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(path, Connect(path, path, SqliteOpenMode.ReadOnly));
            session.Scalar("SELECT count(*) FROM sqlite_schema");
            return session;
        }
        catch (LibraryException fault) when (
            fault.InnerException is SqliteException cause && SqliteFaults.NeedsWritableFolder(cause) && !HasUnfinishedLog(path))
        {
            session?.Dispose();
            return new SqliteSession(path, Connect(path, $"{new Uri(path).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly));
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Run(sql, parameters, command => command.ExecuteNonQuery());

    /// <summary>The first column of the first row, null where there is none or where it is NULL.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Run(sql, parameters, command => command.ExecuteScalar() is { } value and not DBNull ? value : null);

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = new List<T>();
        ForEach(sql, row => rows.Add(read(row)), parameters);
        return rows;
    }

    public void ForEach(string sql, Action<SqliteDataReader> visit, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Run(sql, parameters, command =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                visit(reader);
            return 0;
        });

    /// <summary>Runs <paramref name="body"/> in one writing transaction: all of it is kept or, after any exception, nothing.</summary>
    /// <exception cref="LibraryWriteException">The file was deleted, so that nothing of this would last.</exception>
    public void InTransaction(Action body)
    {
        lock (_gate)
        {
            Execute("BEGIN IMMEDIATE");
            try
            {
                body();
                Execute("COMMIT");
            }
            catch
            {
                RollBack();
                throw;
            }
            if (!File.Exists(Path))
                throw SqliteFaults.Removed(Path);
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private static bool Create(string path)
    {
        try
        {
            return PrivateFiles.TryCreateFile(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LibraryWriteException(path, $"it cannot be created ({fault.Message})", fault);
        }
    }

    private void Prepare()
    {
        // WAL: readers never wait for the writer, and a killed writer loses nothing it committed. NORMAL may lose the last
        // commits when the power fails, never consistency.
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = NORMAL");
        Execute("PRAGMA foreign_keys = ON");
    }

    private static SqliteConnection Connect(string path, string source, SqliteOpenMode mode)
    {
        if (RegularFile.OtherKind(path) is { } kind)
            throw new LibraryFormatException(path, "a SQLite file", kind);
        // Without pooling, disposing really closes the file and lets SQLite fold the log into it.
        var text = new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = BusySeconds };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw SqliteFaults.Translate(fault, path, wasRemoved: false);
        }
    }

    private bool WasRemoved => !File.Exists(Path) || File.GetCreationTimeUtc(Path) != _made;

    private static bool HasUnfinishedLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    private T Run<T>(string sql, ReadOnlySpan<(string Name, object? Value)> parameters, Func<SqliteCommand, T> use)
    {
        lock (_gate)
        {
            var command = Command(sql, parameters);
            try
            {
                return use(command);
            }
            catch (SqliteException fault)
            {
                throw SqliteFaults.Translate(fault, Path, WasRemoved);
            }
            catch (Exception fault) when (fault is InvalidDataException or InvalidCastException or InvalidOperationException
                or FormatException or OverflowException)
            {
                // What the readers of a row throw where it holds another type, NULL, or numbers that cannot be.
                throw new LibraryFormatException(Path, "values as viml stores them", fault.Message.TrimEnd('.'), fault);
            }
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }
        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (LibraryException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }
}
