namespace Viml.Cli;

/// <summary>The command line parses, but asks for something that cannot be. The message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Runs a check of what the command line asks for; what it complains of is wrong usage.</summary>
    public static void Unless(Action check)
    {
        try
        {
            check();
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(Words(fault));
        }
    }

    /// <summary>What a checking method said about a value of the command line, without the name of its parameter, which means nothing to the user.</summary>
    public static string Words(ArgumentException fault) =>
        fault.ParamName is null ? fault.Message : fault.Message.Replace($" (Parameter '{fault.ParamName}')", "", StringComparison.Ordinal);
}
