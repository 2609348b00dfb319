namespace Viml.Cli;

/// <summary>The command line parses, but asks for something that cannot be. The message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
