using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;

namespace Viml.Library.Tests.Sqlite;

public sealed class NameTableTests : IDisposable
{
    private readonly TestLibrary _library = new();

    public NameTableTests()
    {
        _library.Write("dark-forest.mp3", "0.1 30\nartist Björk");
        _library.Write("sub/suspense_01.mp3", "0.5 30");
        _library.Index();
    }

    public void Dispose() => _library.Dispose();

    [Theory]
    [InlineData("forest", "dark-forest.mp3")]
    [InlineData("SUSPENSE", "suspense_01.mp3")]
    [InlineData("bjork", "dark-forest.mp3")]
    [InlineData("björk", "dark-forest.mp3")]
    [InlineData("title", "dark-forest.mp3 suspense_01.mp3")]
    [InlineData("sub", "")]
    [InlineData("nothing", "")]
    public void A_word_finds_the_tracks_in_whose_names_it_stands(string word, string files) => Assert.Equal(files, Found(word));

    [Fact]
    public void Rare_words_come_first_and_every_word_is_counted()
    {
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var hits = library.FindNames(["title", "suspense", "nothing"], 10);
        Assert.Equal([2, 1, 0], hits.Frequencies);
        Assert.Equal(2, hits.Tracks.Count);
        Assert.EndsWith("suspense_01.mp3", library.Tracks().Single(track => track.Id == hits.Tracks[0]).Paths[0]);
        Assert.Single(library.FindNames(["title"], 1).Tracks);
        Assert.Empty(library.FindNames([], 10).Tracks);
    }

    [Fact]
    public void Moved_changed_and_removed_files_are_found_by_what_they_are_now()
    {
        File.Move(_library["dark-forest.mp3"], _library["bright meadow.mp3"]);
        File.Delete(_library["sub/suspense_01.mp3"]);
        _library.Index();
        Assert.Equal(("bright meadow.mp3", ""), (Found("meadow"), Found("suspense")));
        Assert.Equal("bright meadow.mp3", Found("forest")); // its title is still in the file

        using (var library = SqliteLibrary.Open(_library.LibraryPath))
            library.Session.Execute("UPDATE tracks SET album = 'Vespertine'");
        Assert.Equal("bright meadow.mp3", Found("vespertine"));
    }

    [Fact]
    public void An_older_library_is_searched_without_changing_it_and_gets_its_table_from_the_next_writer()
    {
        using (var library = SqliteLibrary.Open(_library.LibraryPath))
            foreach (var sql in library.Session.Query(
                """
                SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema
                WHERE name = 'names' OR (type = 'trigger' AND name LIKE 'names_%') ORDER BY type DESC
                """,
                row => row.GetString(0)))
                library.Session.Execute(sql);
        var before = File.ReadAllBytes(_library.LibraryPath);
        Assert.Equal("suspense_01.mp3", Found("suspense"));
        Assert.Equal(before, File.ReadAllBytes(_library.LibraryPath));

        _library.Index();
        Assert.Equal("suspense_01.mp3", Found("suspense"));
        _library.Write("new.mp3", "0.9 30");
        _library.Index();
        Assert.Equal("new.mp3", Found("new"));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("a\" OR \"suspense")]
    [InlineData("*")]
    [InlineData("NEAR(")]
    public void Query_syntax_in_a_word_means_nothing(string word)
    {
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        Assert.Empty(library.FindNames([word], 10).Tracks);
    }

    private string Found(string word)
    {
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var found = library.FindNames([word], 10).Tracks.ToHashSet();
        var paths = library.Tracks().Where(track => found.Contains(track.Id)).Select(track => Path.GetFileName(track.Paths[0]));
        return string.Join(' ', paths.Order(StringComparer.Ordinal));
    }
}
