using System.Text;

namespace Viml.Media.Ffmpeg;

/// <summary>Asks the external programs which versions they are. Each call starts the program. Thread-safe.</summary>
public static class ToolVersions
{
    private const string About = "the question for its version";
    private const int MaximumOutput = 16 << 10;

    /// <summary>The version of ffmpeg, such as "5.1.6".</summary>
    /// <exception cref="ExternalProgramException">The program is missing, hangs, failed, or reports no version.</exception>
    public static string Ffmpeg(MediaTools tools, CancellationToken cancellation = default) =>
        Read(tools.StartFfmpeg(["-version"], About, feedsInput: false, cancellation));

    /// <summary>The version of ffprobe.</summary>
    /// <inheritdoc cref="Ffmpeg" path="/exception"/>
    public static string Ffprobe(MediaTools tools, CancellationToken cancellation = default) =>
        Read(tools.StartFfprobe(["-version"], About, cancellation));

    /// <summary>The version of fluidsynth.</summary>
    /// <inheritdoc cref="Ffmpeg" path="/exception"/>
    public static string FluidSynth(MediaTools tools, CancellationToken cancellation = default) =>
        Read(tools.StartFluidSynth(["--version"], About, cancellation));

    /// <summary>The word after "version " in what a program says about itself; null where there is none.</summary>
    internal static string? Parse(string text)
    {
        const string marker = "version ";
        var at = text.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0) return null;
        var word = text.AsSpan(at + marker.Length).TrimStart();
        var end = word.IndexOfAny(" \t\r\n");
        if (end >= 0) word = word[..end];
        return word.IsEmpty ? null : word.ToString();
    }

    private static string Read(ExternalProgram started)
    {
        using var run = started;
        var buffer = new byte[MaximumOutput];
        var text = Encoding.UTF8.GetString(buffer, 0, run.ReadFully(buffer));
        var outcome = run.Finish().ThrowIfFailed();
        return Parse(text) ?? throw new ProgramFailedException(outcome.Program, outcome.About, outcome.ExitCode, "it reports no version");
    }
}
