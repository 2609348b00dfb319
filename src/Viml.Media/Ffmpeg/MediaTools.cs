using System.ComponentModel;

namespace Viml.Media.Ffmpeg;

/// <summary>The external programs that media work needs: under which names they are called and how long they may be silent.</summary>
public sealed record MediaTools
{
    /// <summary>The programs by their usual names, found through the PATH.</summary>
    public static MediaTools Default { get; } = new();

    /// <summary>The name or the path of ffmpeg.</summary>
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>The name or the path of ffprobe.</summary>
    public string Ffprobe { get; init; } = "ffprobe";

    /// <summary>The name or the path of ffplay.</summary>
    public string Ffplay { get; init; } = "ffplay";

    /// <summary>The name or the path of fluidsynth.</summary>
    public string FluidSynth { get; init; } = "fluidsynth";

    /// <summary>
    /// A program that makes no progress for so long is stopped. Time that the caller spends between two reads does not count.
    /// </summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Starts ffmpeg. <paramref name="about"/> is the file that messages name.</summary>
    internal ExternalProgram StartFfmpeg(IEnumerable<string> arguments, string about, bool feedsInput, CancellationToken cancellation) =>
        Start(Ffmpeg, ["-nostdin", "-hide_banner", "-v", "error", .. arguments], about, feedsInput, cancellation,
            (program, inner) => new FfmpegMissingException(program, inner));

    /// <summary>Starts ffmpeg and hands its description of the input to <paramref name="report"/>.</summary>
    internal ExternalProgram StartFfmpeg(IEnumerable<string> arguments, string about, InputReport report, CancellationToken cancellation) =>
        Start(
            Ffmpeg, ["-nostdin", "-hide_banner", "-nostats", "-v", InputReport.LogLevel, .. arguments], about, feedsInput: false,
            cancellation,
            (program, inner) => new FfmpegMissingException(program, inner), report);

    /// <summary>Starts ffprobe. <paramref name="about"/> is the file that messages name.</summary>
    internal ExternalProgram StartFfprobe(IEnumerable<string> arguments, string about, CancellationToken cancellation) =>
        Start(Ffprobe, ["-hide_banner", "-v", "error", .. arguments], about, feedsInput: false, cancellation,
            (program, inner) => new FfmpegMissingException(program, inner));

    /// <summary>Starts ffplay without a window. <paramref name="about"/> is the file that messages name.</summary>
    internal ExternalProgram StartFfplay(IEnumerable<string> arguments, string about, CancellationToken cancellation) =>
        Start(Ffplay, ["-hide_banner", "-v", "error", "-nodisp", "-autoexit", .. arguments], about, feedsInput: false, cancellation,
            (program, inner) => new PlayerMissingException(program, inner));

    /// <summary>Starts fluidsynth. <paramref name="about"/> is what messages name.</summary>
    internal ExternalProgram StartFluidSynth(IEnumerable<string> arguments, string about, CancellationToken cancellation) =>
        Start(FluidSynth, arguments, about, feedsInput: false, cancellation,
            (program, inner) => new FluidSynthMissingException(program, inner));

    private ExternalProgram Start(string program, IEnumerable<string> arguments, string about, bool feedsInput,
        CancellationToken cancellation, Func<string, Exception, ExternalProgramException> missing, InputReport? report = null)
    {
        try
        {
            return ExternalProgram.Start(program, arguments, about, IdleLimit, feedsInput, cancellation, report);
        }
        catch (Win32Exception error)
        {
            throw missing(program, error);
        }
    }
}
