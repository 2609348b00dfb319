namespace Viml.Library.Indexing;

/// <summary>Which files count as music, by their extension. Whether they are is found out when they are decoded.</summary>
public static class MusicFormats
{
    /// <summary>Extensions of sound files that every ffmpeg decodes, the commonest first.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
    [
        ".mp3", ".flac", ".ogg", ".opus", ".oga", ".m4a", ".aac", ".wav", ".aif", ".aiff", ".wma",
        ".m4b", ".m4r", ".mka", ".weba", ".caf", ".aifc", ".wave", ".bwf", ".rf64", ".w64", ".wv", ".ape", ".tta", ".tak", ".mpc", ".mp+",
        ".mpp", ".dsf", ".dff", ".shn", ".ac3", ".ec3", ".eac3", ".dts", ".dtshd", ".mlp", ".thd", ".mp2", ".mp1", ".mpa", ".adts", ".spx",
        ".au", ".snd", ".voc", ".ra", ".amr", ".awb", ".oma", ".aa3", ".qoa", ".xwma",
    ];

    // Notes and instruments instead of sound; they play where ffmpeg was built with the library that knows them.
    private static readonly string[] Modules =
        [".mod", ".xm", ".it", ".s3m", ".mptm", ".mtm", ".stm", ".669", ".far", ".ult", ".okt", ".med", ".mo3", ".umx"];

    private static readonly string[] ConsoleMusic = [".nsf", ".nsfe", ".spc", ".vgm", ".vgz", ".gbs", ".hes", ".kss", ".ay", ".sap"];

    /// <summary>Whether a file of this path counts as music, whatever ffmpeg was built with.</summary>
    public static bool IsMusic(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file of this path counts as music for the ffmpeg of this machine.</summary>
    /// <param name="path">The file.</param>
    /// <param name="opens">Whether ffmpeg opens a container; asked for few extensions only.</param>
    internal static bool IsMusic(string path, Func<string, bool> opens) =>
        IsMusic(path) || (Needed(path) is { } container && opens(container));

    private static string? Needed(string path)
    {
        var extension = Path.GetExtension(path);
        return Modules.Contains(extension, StringComparer.OrdinalIgnoreCase) ? "libopenmpt"
            : ConsoleMusic.Contains(extension, StringComparer.OrdinalIgnoreCase) ? "libgme"
            : null;
    }
}
