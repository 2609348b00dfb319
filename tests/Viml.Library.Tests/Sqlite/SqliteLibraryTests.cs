using Microsoft.Data.Sqlite;
using Viml.Library.Catalog;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Testing;

namespace Viml.Library.Tests.Sqlite;

public sealed class SqliteLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_makes_the_file_and_its_folders()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "music.viml");
        using (var store = SqliteLibrary.Open(path))
        {
            Assert.Null(store.Meta);
            Assert.Equal(new LibraryContents(0, 0, 0, 0, 0, 0), store.Contents());
        }
        Assert.True(File.Exists(path));
        using var again = SqliteLibrary.OpenReadOnly(path);
        Assert.Empty(again.Folders());
    }

    [Fact]
    public void OpenReadOnly_of_a_missing_library_says_how_to_make_one()
    {
        var fault = Assert.Throws<LibraryNotFoundException>(() => SqliteLibrary.OpenReadOnly(_folder["no.viml"]));
        Assert.Contains("viml index", fault.Message);
        Assert.Contains("no.viml", fault.Message);
        Assert.False(File.Exists(_folder["no.viml"]));
    }

    [Fact]
    public void A_library_of_a_newer_version_is_refused_and_left_alone()
    {
        Make("PRAGMA user_version = 99");
        var fault = Assert.Throws<LibraryFormatException>(() => SqliteLibrary.Open(_folder["x.viml"]));
        Assert.Contains("99", fault.Found);
        Assert.Contains("newer", fault.Message);
    }

    [Fact]
    public void A_library_of_version_1_is_brought_up_to_date_by_the_next_writer()
    {
        using var library = new TestLibrary();
        library.Write("a.mp3", "0.2 100");
        library.Write("b.mp3", "0.7 20");
        library.Index();
        var before = library.Dump();
        using (var store = SqliteLibrary.Open(library.LibraryPath))
            store.Session.InTransaction(() => MakeVersion1(store.Session));

        var fault = Assert.Throws<LibraryFormatException>(() => library.Dump());
        Assert.Contains("viml index", fault.Message);
        SqliteLibrary.Open(library.LibraryPath).Dispose();
        Assert.Equal(before, library.Dump());
        Assert.Equal(0, library.Index().Counts.Indexed);
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        using (var connection = new SqliteConnection($"Data Source={_folder["x.viml"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE recipes (name TEXT)";
            command.ExecuteNonQuery();
        }
        var fault = Assert.Throws<LibraryFormatException>(() => SqliteLibrary.Open(_folder["x.viml"]));
        Assert.Contains("another program", fault.Found);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = new string('x', 5000);
        File.WriteAllText(_folder["x.viml"], text);
        Assert.Throws<LibraryFormatException>(() => SqliteLibrary.Open(_folder["x.viml"]));
        Assert.Throws<LibraryFormatException>(() => SqliteLibrary.OpenReadOnly(_folder["x.viml"]));
        Assert.Equal(text, File.ReadAllText(_folder["x.viml"]));
    }

    [Fact]
    public void An_empty_file_is_no_library_to_a_reader()
    {
        File.WriteAllBytes(_folder["x.viml"], []);
        Assert.Contains("empty", Assert.Throws<LibraryFormatException>(() => SqliteLibrary.OpenReadOnly(_folder["x.viml"])).Found);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(20_000)]
    public void A_library_cut_short_is_an_error_that_names_it(int length)
    {
        using var library = new TestLibrary();
        for (var i = 0; i < 20; i++)
            library.Write($"{i}.mp3", $"0.{i + 10} 100");
        library.Index();
        using (var file = new FileStream(library.LibraryPath, FileMode.Open))
            file.SetLength(length);
        var fault = Assert.Throws<LibraryFormatException>(() => library.Dump());
        Assert.Contains(library.LibraryPath, fault.Message);
    }

    [Fact]
    public void A_library_with_overwritten_pages_is_an_error_that_names_it()
    {
        using var library = new TestLibrary();
        for (var i = 0; i < 20; i++)
            library.Write($"{i}.mp3", $"0.{i + 10} 100");
        library.Index();
        using (var file = new FileStream(library.LibraryPath, FileMode.Open))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xAB, (int)file.Length - 4096).ToArray());
        }
        var fault = Assert.Throws<LibraryFormatException>(() => library.Dump());
        Assert.Contains("index the music again", fault.Message);
    }

    [Fact]
    public void An_exception_in_a_transaction_leaves_nothing_of_it()
    {
        using var store = SqliteLibrary.Open(_folder["x.viml"]);
        Assert.Throws<InvalidOperationException>(() => store.Session.InTransaction(() =>
        {
            store.RememberFolder("/music");
            throw new InvalidOperationException();
        }));
        Assert.Empty(store.Folders());
        store.RememberFolder("/music");
        Assert.Equal(["/music"], store.Folders());
    }

    [Fact]
    public void A_reader_sees_what_was_committed_while_another_writes()
    {
        using var writer = SqliteLibrary.Open(_folder["x.viml"]);
        using var reader = SqliteLibrary.OpenReadOnly(_folder["x.viml"]);
        writer.Session.InTransaction(() =>
        {
            writer.RememberFolder("/music");
            Assert.Empty(reader.Folders());
        });
        Assert.Equal(["/music"], reader.Folders());
    }

    [Fact]
    public void A_store_opened_for_reading_cannot_write()
    {
        SqliteLibrary.Open(_folder["x.viml"]).Dispose();
        using var reader = SqliteLibrary.OpenReadOnly(_folder["x.viml"]);
        var fault = Assert.Throws<LibraryWriteException>(() => reader.RememberFolder("/music"));
        Assert.Contains("read-only", fault.Message);
    }

    [Fact]
    public void A_folder_for_libraries_that_cannot_be_made_is_an_error_that_names_it()
    {
        File.WriteAllText(_folder["home"], "a file where the folder should be");
        var fault = Assert.Throws<LibraryWriteException>(() => SqliteLibrary.Open(Path.Combine(_folder["home"], "libraries", "x.viml")));
        Assert.Contains(_folder["home"], fault.Message);
        Assert.Contains("VIML_HOME", fault.Message);
    }

    [Fact]
    public void Many_openers_of_a_new_library_make_it_once()
    {
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() => SqliteLibrary.Open(_folder["x.viml"]).Dispose())).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        using var store = SqliteLibrary.OpenReadOnly(_folder["x.viml"]);
        Assert.Empty(store.Failures());
    }

    [Fact]
    public void The_generation_changes_with_every_change_whoever_makes_it()
    {
        using var one = SqliteLibrary.Open(_folder["x.viml"]);
        using var other = SqliteLibrary.Open(_folder["x.viml"]);
        var (first, second) = (one.Generation, other.Generation);
        Assert.Equal((first, second), (one.Generation, other.Generation));
        other.RememberFolder("/music");
        Assert.NotEqual(first, one.Generation);
        Assert.NotEqual(second, other.Generation);
    }

    [Fact]
    public void Readers_on_many_threads_get_the_same()
    {
        using var files = new TestLibrary();
        for (var i = 0; i < 5; i++)
            files.Write($"{i}.mp3", $"0.{i + 1} 100");
        files.Index();
        using var library = SqliteLibrary.OpenReadOnly(files.LibraryPath);
        var tracks = library.Tracks().Select(track => track.Id).ToArray();
        var expected = library.Features(tracks).SelectMany(features => features.Values).ToArray();
        Parallel.For(0, 50, _ =>
        {
            Assert.Equal(expected, library.Features(tracks).SelectMany(features => features.Values));
            Assert.Equal(tracks, library.Tracks().Select(track => track.Id));
        });
    }

    [Fact]
    public void Mean_features_are_those_of_the_features_also_in_libraries_that_do_not_hold_them_yet()
    {
        using var files = new TestLibrary();
        files.Write("a.mp3", "0.2 9\n0.8 30");
        files.Write("b.mp3", "0.5 10");
        files.Index();
        var expected = Means(files);
        Assert.Equal((0.2f * 3 + 0.8f * 10) / 13, expected[0][2], 1e-3f);
        Assert.Equal(0.5f, expected[1][2], 1e-3f);
        using (var library = SqliteLibrary.Open(files.LibraryPath))
            library.Session.Execute("DROP TRIGGER means_of_features; DROP TABLE means");
        Assert.Equal(expected, Means(files));
        using (var library = SqliteLibrary.Open(files.LibraryPath))
            library.BeginWriting(TimeSpan.Zero, null, default).Dispose();
        Assert.Equal(2L, files.Read(library => library.Session.Scalar("SELECT count(*) FROM means")));
        Assert.Equal(expected, Means(files));

        // An older program saves other features and knows nothing of means.
        using (var library = SqliteLibrary.Open(files.LibraryPath))
            library.Session.Execute(
                """
                INSERT OR REPLACE INTO features
                SELECT track_id, 1, width, rate, substr("values", 1, 2 * width) FROM features WHERE track_id = 1;
                DELETE FROM checksums
                """);
        Assert.Equal(0.2f, Means(files)[0][2], 1e-3f);
    }

    private static float[][] Means(TestLibrary files) =>
        files.Read(library => library.MeanFeatures([1, 2], default).Select(mean => mean.ToArray()).ToArray());

    /// <summary>Version 1 kept a row per segment.</summary>
    private static void MakeVersion1(SqliteSession session)
    {
        session.Execute(
            """
            CREATE TABLE old (id INTEGER PRIMARY KEY, track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
                start REAL NOT NULL, length REAL NOT NULL, embedding BLOB NOT NULL)
            """);
        foreach (var (track, places, embeddings) in session.Query(
            "SELECT track_id, places, embeddings FROM segments", row => (row.GetInt64(0), row.Blob(1).ToArray(), row.Blob(2).ToArray())))
        {
            var size = embeddings.Length / (places.Length / PlaceBlob.Size);
            for (var i = 0; i < places.Length / PlaceBlob.Size; i++)
            {
                var (start, length) = PlaceBlob.Read(places, i);
                session.Execute("INSERT INTO old (track_id, start, length, embedding) VALUES ($track, $start, $length, $embedding)",
                    ("$track", track), ("$start", start), ("$length", length), ("$embedding", embeddings[(i * size)..((i + 1) * size)]));
            }
        }
        session.Execute("DROP TABLE segments");
        session.Execute("ALTER TABLE old RENAME TO segments");
        session.Execute("CREATE INDEX segments_of_track ON segments(track_id)");
        session.Execute("PRAGMA user_version = 1");
    }

    private void Make(string sql)
    {
        using var store = SqliteLibrary.Open(_folder["x.viml"]);
        store.Session.Execute(sql);
    }
}
