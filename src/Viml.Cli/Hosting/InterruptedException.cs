namespace Viml.Cli.Hosting;

/// <summary>Stopped by Ctrl-C. The message says what is kept and how to go on.</summary>
internal sealed class InterruptedException(string message, Exception cause) : OperationCanceledException(message, cause)
{
    /// <summary>Runs work that goes on where it stopped.</summary>
    public static T Resumable<T>(Func<T> work) => Explain(() => "What is finished is kept; run the same command again to go on.", work);

    /// <summary>Runs <paramref name="work"/> and, where it is interrupted, says what is kept.</summary>
    /// <param name="kept">Sentences; asked for only then.</param>
    /// <param name="work">The work.</param>
    public static T Explain<T>(Func<string> kept, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is OperationCanceledException
            or AggregateException { InnerExceptions: [OperationCanceledException] })
        {
            throw new InterruptedException($"Interrupted. {kept()}", fault);
        }
    }
}
