namespace Viml.Cli.Hosting;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    /// <summary>Success.</summary>
    public const int Done = 0;

    /// <summary>The command failed; stderr says why.</summary>
    public const int Error = 1;

    /// <summary>The command line is invalid; stderr says what to write instead.</summary>
    public const int Usage = 2;

    /// <summary>Some files failed and the rest succeeded; stderr lists the failures.</summary>
    public const int PartlyDone = 3;

    /// <summary>The command succeeded but found nothing.</summary>
    public const int NothingFound = 4;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
