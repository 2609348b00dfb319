using Viml.Media.Ffmpeg;
using Viml.Testing;

namespace Viml.Media.Tests.Ffmpeg;

public class AtomicOutputTests
{
    [Fact]
    public void A_committed_file_appears_under_its_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a"], "old");
        using (var output = new AtomicOutput(folder["a"]))
        {
            File.WriteAllText(output.TemporaryPath, "new");
            Assert.Equal("old", File.ReadAllText(folder["a"]));
            output.Commit();
        }

        Assert.Equal("new", File.ReadAllText(folder["a"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_that_was_not_committed_is_deleted()
    {
        using var folder = new TemporaryFolder();
        using (var output = new AtomicOutput(folder["a"]))
            File.WriteAllText(output.TemporaryPath, "half");

        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
