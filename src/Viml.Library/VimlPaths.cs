namespace Viml.Library;

/// <summary>Where the program keeps what belongs to the user. Made once by an entry point, which alone reads the environment.</summary>
/// <param name="DataFolder">Absolute folder for libraries and pulled models; made when something is first written.</param>
public sealed record VimlPaths(string DataFolder)
{
    /// <summary>The folder of the named libraries.</summary>
    public string Libraries => Path.Combine(DataFolder, "libraries");

    /// <summary>The folder of bundles and encoders the user has pulled or trained.</summary>
    public string Bundles => Path.Combine(DataFolder, "bundles");

    /// <summary>The folder of the public models the user has pulled.</summary>
    public string Models => Path.Combine(DataFolder, "models");

    /// <summary>The folder of what language models answered.</summary>
    public string Replies => Path.Combine(DataFolder, "replies");

    /// <summary>
    /// Applies the rules: <c>VIML_HOME</c> if set, else <c>$XDG_DATA_HOME/viml</c> (a relative value is ignored, as the XDG base directory
    /// specification asks), else <c>~/.local/share/viml</c>.
    /// </summary>
    /// <param name="vimlHome">Value of <c>VIML_HOME</c>, null or empty where unset.</param>
    /// <param name="xdgDataHome">Value of <c>XDG_DATA_HOME</c>, null or empty where unset.</param>
    /// <param name="userHome">The user's home folder.</param>
    public static VimlPaths Resolve(string? vimlHome, string? xdgDataHome, string userHome)
    {
        if (!string.IsNullOrEmpty(vimlHome))
            return new VimlPaths(Path.GetFullPath(vimlHome));
        if (!string.IsNullOrEmpty(xdgDataHome) && Path.IsPathRooted(xdgDataHome))
            return new VimlPaths(Path.Combine(xdgDataHome, "viml"));
        ArgumentException.ThrowIfNullOrEmpty(userHome);
        return new VimlPaths(Path.Combine(userHome, ".local", "share", "viml"));
    }
}
