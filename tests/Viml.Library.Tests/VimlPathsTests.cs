namespace Viml.Library.Tests;

public sealed class VimlPathsTests
{
    [Theory]
    [InlineData("/v", "/x", "/v")]
    [InlineData(null, "/x", "/x/viml")]
    [InlineData("", "", "/home/u/.local/share/viml")]
    [InlineData(null, "relative", "/home/u/.local/share/viml")]
    public void The_first_that_is_set_counts(string? vimlHome, string? xdg, string expected) =>
        Assert.Equal(expected, VimlPaths.Resolve(vimlHome, xdg, "/home/u").DataFolder);

    [Fact]
    public void A_relative_home_is_taken_from_the_working_folder() =>
        Assert.True(Path.IsPathFullyQualified(VimlPaths.Resolve("here", null, "/home/u").DataFolder));
}
