namespace Viml.Media.Ffmpeg;

/// <summary>How the run of an external program ended.</summary>
/// <param name="Errors">What it said on stderr, its last part.</param>
internal sealed record ProgramOutcome(string Program, string About, int ExitCode, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Ended by a signal from outside (out of memory, kill), which says nothing about the file.</summary>
    public bool WasKilled => ExitCode > 128 && ExitCode != 255;

    /// <summary>The exit code of ffmpeg (255) and other programs after Ctrl-C.</summary>
    public bool WasInterrupted => ExitCode is 255 or 130 or 143;

    /// <summary>The errors as one short phrase for a person; empty when there are none.</summary>
    public string Summary => ErrorText.Summarize(Errors, About);

    public ProgramOutcome ThrowIfFailed() => Succeeded ? this : throw Failure();

    public ProgramOutcome ThrowIfKilled() => WasKilled ? throw Failure() : this;

    private ProgramFailedException Failure() => new(Program, About, ExitCode, Summary);
}
