using Viml.Media;

namespace Viml.Library.Files;

/// <summary>
/// Separates the faults of one file, which are recorded, from those of the outside world or the program, which end the run.
/// </summary>
internal static class FileFaults
{
    /// <summary>Whether the fault is about one file: the run continues with the next.</summary>
    public static bool ConcernsFile(Exception fault) =>
        fault is MediaFormatException or ProgramFailedException or ProgramHangsException
            or IOException or UnauthorizedAccessException or FileChangedException;

    /// <summary>
    /// Whether the same bytes would fail again, so that they need not be tried again until they change: a file on which ffmpeg hangs would
    /// cost its time limit in every run. Others, such as a missing permission, are tried again by every run.
    /// </summary>
    public static bool ConcernsContent(Exception fault) => fault is MediaFormatException or ProgramFailedException or ProgramHangsException;

    /// <summary>The fault in words that do not name the file, because lists name it beside them.</summary>
    public static string Reason(Exception fault) => fault switch
    {
        MediaFormatException format => $"expected {format.Expected}, found {format.Found}",
        FileChangedException => FileChangedException.Reason,
        _ => fault.Message,
    };
}

/// <summary>A file that changed while it was read; the next run tries it again.</summary>
internal sealed class FileChangedException(string path)
    : Exception($"'{path}' {Reason}.")
{
    public const string Reason = "changed while it was read; index again when it is complete";
}
