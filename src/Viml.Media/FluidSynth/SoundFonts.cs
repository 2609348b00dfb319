namespace Viml.Media.FluidSynth;

/// <summary>A file of instrument samples.</summary>
/// <param name="Name">The file name without extension, such as "FluidR3_GM".</param>
public sealed record SoundFont(string Name, string Path);

/// <summary>Finds the installed soundfonts.</summary>
public static class SoundFonts
{
    /// <summary>Where Linux distributions put soundfonts.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        ["/usr/share/sounds/sf2", "/usr/share/sounds/sf3", "/usr/share/soundfonts", "/usr/local/share/sounds/sf2",
            "/usr/local/share/soundfonts"];

    /// <summary>The soundfonts (sf2, sf3) of the usual folders.</summary>
    public static IReadOnlyList<SoundFont> Find() => Find(Folders);

    /// <summary>
    /// The soundfonts (sf2, sf3) of some folders, ordered by name. A file that is there under several names is listed once, under its own.
    /// </summary>
    public static IReadOnlyList<SoundFont> Find(IEnumerable<string> folders) =>
        [.. folders
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".sf2" or ".sf3")
            .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path)
            .Where(File.Exists)
            .Distinct(StringComparer.Ordinal)
            .Select(path => new SoundFont(Path.GetFileNameWithoutExtension(path), path))
            .OrderBy(font => font.Name, StringComparer.Ordinal)
            .ThenBy(font => font.Path, StringComparer.Ordinal)];
}
