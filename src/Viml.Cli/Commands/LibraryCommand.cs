using System.CommandLine;
using Viml.Cli.Options;

namespace Viml.Cli.Commands;

/// <summary><c>viml library</c>: the room of the commands about libraries.</summary>
internal static class LibraryCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle) =>
        new ExampleCommand("library", "Show and remove libraries.", "viml library list")
        {
            LibraryListCommand.Create(environment),
            LibraryShowCommand.Create(environment, bundle),
            LibraryRemoveCommand.Create(environment),
        };
}
