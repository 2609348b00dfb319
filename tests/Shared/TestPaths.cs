namespace Viml.Testing;

/// <summary>Where tests find their files: the repository, the committed fixtures and the shared folder beside the repository.</summary>
internal static class TestPaths
{
    /// <summary>The root of the repository: the nearest parent folder that holds <c>Viml.slnx</c>.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The committed reference numbers.</summary>
    public static string Fixtures => Path.Combine(Repository, "tests", "fixtures");

    /// <summary>The folder with files that are not ours to commit: <c>VIML_SHARED</c>, by default <c>../shared</c>.</summary>
    public static string Shared { get; } =
        Environment.GetEnvironmentVariable("VIML_SHARED") ?? Path.GetFullPath(Path.Combine(Repository, "..", "shared"));

    /// <summary>
    /// The path of a shared file. Skips the test where the file is missing, and fails instead of skipping in CI.
    /// Use in a <see cref="SkippableFactAttribute"/> test.
    /// </summary>
    public static string RequireShared(string relativePath)
    {
        var path = Path.Combine(Shared, relativePath);
        Require(File.Exists(path) || Directory.Exists(path), $"'{relativePath}' is not in the shared folder '{Shared}' (set VIML_SHARED)");
        return path;
    }

    /// <summary>Skips the test with <paramref name="reason"/> if a prerequisite is missing; in CI, fails it instead.</summary>
    public static void Require(bool present, string reason)
    {
        if (!present && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"This test must not skip in CI: {reason}");
        Skip.IfNot(present, reason);
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Viml.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("No parent folder of the tests holds Viml.slnx.");
    }
}
