namespace Viml.Cli.Hosting;

/// <summary>The command line parses, but asks for something that cannot be. The message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Does what the command line asks for; an argument that is complained of is wrong usage.</summary>
    public static T Unless<T>(Func<T> act)
    {
        try
        {
            return act();
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
