using Viml.Library.Catalog;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;

namespace Viml.Library.Tests.Sqlite;

/// <summary>Rows whose bytes have changed on the disk, or that hold what viml never writes.</summary>
public sealed class DamagedRowTests : IDisposable
{
    private readonly TestLibrary _files = new();

    public DamagedRowTests()
    {
        _files.Write("a.mp3", "0.2 100");
        _files.Write("b.mp3", "0.7 20");
        _files.Index();
    }

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("tracks", "tags", "the tags of track 2")]
    [InlineData("tracks", "embedding", "the embedding of track 2")]
    [InlineData("segments", "embeddings", "the segments of track 2")]
    [InlineData("segments", "places", "the segments of track 2")]
    [InlineData("features", "\"values\"", "the features of track 2")]
    public void A_flipped_bit_in_a_vector_is_an_error_that_says_what_to_do(string table, string column, string expected)
    {
        ReadAll();
        FlipBit(table, column);
        var fault = Assert.Throws<LibraryFormatException>(ReadAll);
        Assert.Contains(expected, fault.Message);
        Assert.Contains("viml index --again --library library", fault.Message);

        _files.Index(new Viml.Library.Indexing.IndexRequest { Folders = [_files.Music], Again = true });
        ReadAll();
    }

    [Fact]
    public void A_changed_mean_is_computed_again_and_a_changed_similarity_is_forgotten()
    {
        using (var library = SqliteLibrary.Open(_files.LibraryPath))
        {
            library.SaveSimilarity(1, "model", [0.5f, 0.25f]);
            library.SaveSimilarity(2, "model", [0.5f, 0.25f]);
        }
        var expected = Means();
        FlipBit("means", "\"values\"");
        FlipBit("similarity", "embedding");
        Assert.Equal(expected, Means());
        Assert.Equal([1L], _files.Read(library => library.SimilarityEmbeddings("model", 2).Keys.ToArray()));
    }

    [Fact]
    public void New_embeddings_have_new_checksums()
    {
        _files.Index(models: FakeModels.Create(bundle: "other"));
        ReadAll();
    }

    [Fact]
    public void A_library_of_version_2_is_read_as_it_is_and_gets_checksums_from_the_next_writer()
    {
        var before = _files.Dump();
        using (var library = SqliteLibrary.Open(_files.LibraryPath))
        {
            library.SaveSimilarity(1, "model", [0.5f, 0.25f]);
            library.Session.Execute("DROP TRIGGER checksums_of_old_track; DROP TABLE checksums; PRAGMA user_version = 2");
            library.Session.Execute("ALTER TABLE similarity DROP COLUMN checksum");
        }
        ReadAll();
        Assert.Single(_files.Read(library => library.SimilarityEmbeddings("model", 2)));
        Assert.Equal(before, _files.Dump());

        Assert.Equal(0, _files.Index().Counts.Indexed);
        using (var library = SqliteLibrary.Open(_files.LibraryPath))
            library.SaveSimilarity(2, "model", [0.5f, 0.25f]);
        Assert.Equal(before, _files.Dump());
        ReadAll();
        FlipBit("tracks", "tags");
        Assert.Throws<LibraryFormatException>(ReadAll);
    }

    [Theory]
    [InlineData("UPDATE tracks SET tags = 'text' WHERE id = 1")]
    [InlineData("UPDATE tracks SET tags = 7 WHERE id = 1")]
    [InlineData("UPDATE tracks SET duration = 9e999 WHERE id = 1")]
    [InlineData("UPDATE tracks SET duration = -1 WHERE id = 1")]
    [InlineData("UPDATE tracks SET duration = 'long' WHERE id = 1; UPDATE checksums SET tags = NULL")]
    [InlineData("UPDATE tracks SET embedding = 'text' WHERE id = 1")]
    [InlineData("UPDATE segments SET places = 'text' WHERE track_id = 1")]
    [InlineData("UPDATE segments SET embeddings = 1.5 WHERE track_id = 1")]
    [InlineData("UPDATE features SET \"values\" = 'text' WHERE track_id = 1")]
    [InlineData("UPDATE features SET time = -1 WHERE track_id = 1")]
    [InlineData("UPDATE library SET value = x'00' WHERE key = 'encoder'")]
    [InlineData("UPDATE files SET size = 'big'")]
    public void A_value_that_viml_never_writes_is_an_error_of_the_library_or_no_error(string sql)
    {
        using (var library = SqliteLibrary.Open(_files.LibraryPath))
            library.Session.Execute(sql);
        if (Record.Exception(ReadAll) is { } fault)
            Assert.Contains(_files.LibraryPath, Assert.IsType<LibraryFormatException>(fault).Message);
    }

    [Fact]
    public void An_endless_duration_is_the_problem_of_one_library_and_not_of_the_list()
    {
        using (var library = SqliteLibrary.Open(_files.LibraryPath))
            library.Session.Execute("UPDATE tracks SET duration = 9e999 WHERE id = 1");
        var fault = Assert.Throws<LibraryFormatException>(() => _files.Contents());
        Assert.Contains("duration", fault.Message);
    }

    private void ReadAll() => _files.Read(library =>
    {
        _ = (library.Meta, library.Contents(), library.Folders(), library.Files(), library.Failures(), library.TrackStates());
        var tracks = library.Tracks();
        library.OpenSearch(tracks, FakeModels.Width, default);
        return (library.Features([.. tracks.Select(track => track.Id)]), library.MeanFeatures([1, 2], default));
    });

    private float[][] Means() =>
        _files.Read(library => library.MeanFeatures([1, 2], default).Select(mean => mean.ToArray()).ToArray());

    private void FlipBit(string table, string column)
    {
        using var library = SqliteLibrary.Open(_files.LibraryPath);
        var key = table == "tracks" ? "id" : "track_id";
        var bytes = (byte[])library.Session.Scalar($"SELECT {column} FROM {table} WHERE {key} = 2")!;
        bytes[bytes.Length / 2] ^= 4;
        library.Session.Execute($"UPDATE {table} SET {column} = $bytes WHERE {key} = 2", ("$bytes", bytes));
    }
}
