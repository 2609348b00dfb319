namespace Viml.Cli.Hosting;

/// <summary>The command line parses but asks for something impossible. The message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Calls <paramref name="act"/> and reports an argument it rejects as wrong usage.</summary>
    public static T Wrap<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(MessageOf(fault));
        }
    }

    /// <summary>The message of <paramref name="fault"/> without the parameter name, which means nothing to the user.</summary>
    public static string MessageOf(ArgumentException fault) =>
        fault.ParamName is null ? fault.Message : fault.Message.Replace($" (Parameter '{fault.ParamName}')", "", StringComparison.Ordinal);
}
