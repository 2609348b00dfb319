using Viml.Library.Files;

namespace Viml.Library.Tests.Files;

public sealed class FolderPathTests
{
    [Fact]
    public void A_folder_contains_itself_and_what_lies_under_it_but_not_its_namesakes()
    {
        Assert.True(FolderPath.Contains("/music", "/music"));
        Assert.True(FolderPath.Contains("/music", "/music/a/b.mp3"));
        Assert.True(FolderPath.Contains("/", "/music"));
        Assert.False(FolderPath.Contains("/music", "/music2/a.mp3"));
    }

    [Fact]
    public void Folders_in_advice_can_be_copied_into_a_shell() =>
        Assert.Equal(@"/plain/path '/with space' '/it'\''s'", FolderPath.ForShell(["/plain/path", "/with space", "/it's"]));
}
