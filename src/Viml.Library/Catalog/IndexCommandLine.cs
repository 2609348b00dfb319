using Viml.Library.Files;

namespace Viml.Library.Catalog;

/// <summary>The command that brings a library up to date, for messages: it can be copied into a shell.</summary>
internal static class IndexCommandLine
{
    /// <summary>The command for the folders that the library was made from.</summary>
    /// <param name="library">The library.</param>
    /// <param name="again">Whether every file must be encoded again.</param>
    public static string For(ILibraryReader library, bool again = false)
    {
        var folders = library.Folders();
        return $"viml index{(again ? " --again" : "")}{NameOption(library.Name)} " +
            (folders.Count == 0 ? "DIR" : FolderPath.ForShell(folders));
    }

    /// <summary>The option that names the library; empty for the default one.</summary>
    public static string NameOption(string name) => name == LibraryName.Default ? "" : $" --library {name}";
}
