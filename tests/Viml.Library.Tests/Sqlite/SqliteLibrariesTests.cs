using Viml.Library.Sqlite;
using Viml.Testing;

namespace Viml.Library.Tests.Sqlite;

public sealed class SqliteLibrariesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLibraries _libraries;

    public SqliteLibrariesTests() => _libraries = new SqliteLibraries(new VimlPaths(_folder["home"]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_are_none_at_first_and_nothing_is_made_by_looking()
    {
        Assert.Empty(_libraries.Names());
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public void A_library_made_by_name_is_listed_described_and_removed()
    {
        _libraries.Open("jazz").Dispose();
        _libraries.Open("film-music").Dispose();
        Assert.Equal(["film-music", "jazz"], _libraries.Names());
        Assert.Equal(0, _libraries.Describe("jazz").Contents!.Tracks);
        _libraries.Remove("jazz");
        Assert.Equal(["film-music"], _libraries.Names());
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), file => file.Contains("jazz"));
    }

    [Fact]
    public void An_unknown_name_lists_the_known()
    {
        _libraries.Open("jazz").Dispose();
        Assert.Contains("jazz", Assert.Throws<LibraryNotFoundException>(() => _libraries.OpenReadOnly("jas")).Message);
    }

    [Fact]
    public void A_damaged_library_is_listed_with_its_problem_and_can_be_removed()
    {
        _libraries.Open("jazz").Dispose();
        File.WriteAllText(_libraries.PathOf("jazz"), new string('x', 9000));
        Assert.Contains("not a usable library", _libraries.Describe("jazz").Problem);
        _libraries.Remove("jazz");
        Assert.Empty(_libraries.Names());
    }

    [Fact]
    public void A_library_that_is_being_indexed_is_not_removed()
    {
        using var store = _libraries.Open("jazz");
        using var lease = store.BeginWriting(TimeSpan.Zero, null, default);
        Assert.Throws<LibraryBusyException>(() => _libraries.Remove("jazz"));
        Assert.Equal(["jazz"], _libraries.Names());
    }

    [SkippableFact]
    public void A_pipe_among_the_libraries_is_the_problem_of_one_and_holds_nobody_up()
    {
        TestPaths.Require(File.Exists("/usr/bin/mkfifo"), "mkfifo is missing");
        _libraries.Open("jazz").Dispose();
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_libraries.PathOf("pipe")]))
            made.WaitForExit();
        Assert.Contains("a named pipe", _libraries.Describe("pipe").Problem);
        Assert.Contains("a named pipe", Assert.Throws<LibraryFormatException>(() => _libraries.Open("pipe")).Message);
        Assert.Null(_libraries.Describe("jazz").Problem);
        _libraries.Remove("pipe");
        Assert.Equal(["jazz"], _libraries.Names());
    }
}
