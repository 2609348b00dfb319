using Viml.Library.Catalog;
using Viml.Library.Recommendation;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Models.Language;

namespace Viml.Library.Tests.Recommendation;

public sealed class NameMatcherTests : IDisposable
{
    private readonly TestLibrary _library = new();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void A_whole_name_counts_more_than_a_part_and_a_rare_word_more_than_a_common_one()
    {
        Tracks("Suspense", "A Night of Suspense and Fear", "Dance", "Dance One", "Dance Two", "Dance Three", "Quiet", "Loud");
        Assert.True(Strength("suspense", "Suspense") > 0.6f);
        Assert.InRange(Strength("suspense", "A Night of Suspense and Fear"), 0.1f, 0.4f);
        Assert.True(Strength("suspense", "Suspense") > Strength("dance", "Dance") + 0.2f);
    }

    [Fact]
    public void A_title_counts_less_among_other_words_than_alone()
    {
        Tracks("Piano", "Quiet", "Loud");
        Assert.True(Strength("piano", "Piano") > Strength("sad piano for a slow film at night", "Piano") + 0.3f);
    }

    [Fact]
    public void Little_words_name_nothing()
    {
        Tracks("The", "The Music", "Quiet");
        Assert.Empty(Find("the music of it").Tracks);
    }

    [Fact]
    public void The_fields_that_match_are_named()
    {
        Tracks("Suspense", "Quiet");
        Assert.Equal(["title", "file name"], Find("suspense").Tracks.Single().Value.Fields);
    }

    private NameMatches Find(string text)
    {
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        return new NameMatcher(library, library.Tracks()).Find(QueryParser.Default.Parse(text));
    }

    private float Strength(string text, string title)
    {
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var tracks = library.Tracks();
        var number = Enumerable.Range(0, tracks.Count).Single(track => tracks[track].Labels.Title == title);
        return new NameMatcher(library, tracks).Find(QueryParser.Default.Parse(text)).Tracks.GetValueOrDefault(number)?.Strength ?? 0;
    }

    private void Tracks(params string[] titles)
    {
        for (var i = 0; i < titles.Length; i++)
            _library.Write($"{titles[i]}.mp3", $"0.{i + 1} 30");
        _library.Index();
        using var library = SqliteLibrary.Open(_library.LibraryPath);
        foreach (var track in library.Tracks())
            library.Session.Execute("UPDATE tracks SET title = $title, artist = NULL WHERE id = $id",
                ("$title", Path.GetFileNameWithoutExtension(track.Paths[0])), ("$id", track.Id));
    }
}
