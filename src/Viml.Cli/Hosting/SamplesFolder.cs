namespace Viml.Cli.Hosting;

/// <summary>The samples of the project.</summary>
internal static class SamplesFolder
{
    /// <summary>The samples are at the root of the project, some folders above the program; null where they are not there.</summary>
    public static string? Find(string programFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "samples");
            if (Directory.Exists(Path.Combine(samples, "music")) && Directory.Exists(Path.Combine(samples, "videos"))) return samples;
        }
        return null;
    }
}
