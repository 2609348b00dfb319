namespace Viml.Cli.Hosting;

/// <summary>What the process answers to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Done = 0;

    /// <summary>The command failed; stderr says why.</summary>
    public const int Error = 1;

    /// <summary>The command line makes no sense; stderr says what to write instead.</summary>
    public const int Usage = 2;

    /// <summary>Something could not be done, the rest was; stderr lists what.</summary>
    public const int PartlyDone = 3;

    /// <summary>The command worked and there is nothing to show.</summary>
    public const int NothingFound = 4;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
