namespace Viml.Media;

/// <summary>
/// An external program could not do its work. The subtypes tell the two cases apart that need different answers:
/// a program that is missing stops every file, a run that failed or hung concerns the file at hand.
/// </summary>
public abstract class ExternalProgramException : Exception
{
    private protected ExternalProgramException(string program, string message, Exception? inner = null)
        : base(message, inner) => Program = program;

    /// <summary>The program as it was called.</summary>
    public string Program { get; }
}

/// <summary>ffmpeg or ffprobe is not installed, or cannot be started.</summary>
public sealed class FfmpegMissingException(string program, Exception? inner = null)
    : ExternalProgramException(program,
        $"The program '{program}' cannot be started. viml needs ffmpeg and ffprobe to read and write media files. " +
        "Install them with 'sudo apt install ffmpeg' (Debian, Ubuntu), 'sudo dnf install ffmpeg' (Fedora), " +
        "'brew install ffmpeg' (macOS) or 'winget install ffmpeg' (Windows).", inner);

/// <summary>fluidsynth is not installed, or cannot be started.</summary>
public sealed class FluidSynthMissingException(string program, Exception? inner = null)
    : ExternalProgramException(program,
        $"The program '{program}' cannot be started. viml needs fluidsynth to render the music of a corpus. " +
        "Install it with 'sudo apt install fluidsynth fluid-soundfont-gm' (Debian, Ubuntu), 'sudo dnf install fluidsynth' (Fedora) " +
        "or 'brew install fluid-synth' (macOS).", inner);

/// <summary>ffplay is not installed, or cannot be started.</summary>
public sealed class PlayerMissingException(string program, Exception? inner = null)
    : ExternalProgramException(program,
        $"The program '{program}' cannot be started. viml needs it to play sound. It comes with ffmpeg, which is installed with "
            + "'sudo apt install ffmpeg' (Debian, Ubuntu) or 'brew install ffmpeg' (macOS).", inner);

/// <summary>An external program ended with an error.</summary>
public sealed class ProgramFailedException(string program, string about, int exitCode, string errors)
    : ExternalProgramException(program,
        $"'{program}' failed with exit code {exitCode} on '{about}'{(errors.Length == 0 ? "" : $": {errors}")}.")
{
    /// <summary>The exit code of the program; above 128 the program was ended by a signal.</summary>
    public int ExitCode { get; } = exitCode;
}

/// <summary>An external program gave no sign of life for the whole time limit and was stopped.</summary>
public sealed class ProgramHangsException(string program, string about, TimeSpan limit)
    : ExternalProgramException(program,
        $"'{program}' hangs: it made no progress on '{about}' for {limit.TotalSeconds:0.#} seconds and was stopped. " +
        "Check that the file is on a drive that answers, and that it plays elsewhere.");
