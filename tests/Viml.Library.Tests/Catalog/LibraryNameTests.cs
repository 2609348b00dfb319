using Viml.Library.Catalog;

namespace Viml.Library.Tests.Catalog;

public sealed class LibraryNameTests
{
    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("Größe")]
    public void Names_that_could_leave_the_folder_or_confuse_a_shell_are_refused(string name) =>
        Assert.Throws<ArgumentException>(() => LibraryName.Check(name));

    [Fact]
    public void A_folder_has_one_name_however_it_is_written_and_folders_of_one_name_differ()
    {
        var name = LibraryName.ForPlaces(["/music/My Songs (2020)"]);
        Assert.Matches("^my-songs--2020-[0-9a-f]{8}$", name);
        Assert.Equal(name, LibraryName.ForPlaces(["/music/../music/My Songs (2020)/"]));
        Assert.NotEqual(name, LibraryName.ForPlaces(["/other/My Songs (2020)"]));
        foreach (var folder in new[] { "/", "/音楽", "/" + new string('m', 200), "/.hidden" })
            LibraryName.Check(LibraryName.ForPlaces([folder]));
    }
}
