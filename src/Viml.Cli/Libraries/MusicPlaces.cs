using Viml.Library.Catalog;
using Viml.Library.Files;
using Viml.Library.Indexing;

namespace Viml.Cli.Libraries;

/// <summary>Where the user says that music is: folders, lists of files, files, and files named on standard input.</summary>
/// <param name="Places">Absolute paths of folders, lists and files.</param>
/// <param name="Files">Absolute paths that were read from standard input.</param>
internal sealed record MusicPlaces(IReadOnlyList<string> Places, IReadOnlyList<string> Files)
{
    /// <summary>The argument that stands for standard input.</summary>
    public const string Input = "-";

    /// <summary>The library that remembers these places where the user names none.</summary>
    public string LibraryName => Viml.Library.Catalog.LibraryName.ForPlaces([.. Places, .. Files]);

    /// <summary>The places in words.</summary>
    public string Name => IsOne ? Places[0] : $"{Places.Count + Files.Count:N0} places";

    /// <summary>What to index, for a library that holds nothing else.</summary>
    public IndexRequest Request => new() { Folders = Places, Files = Files, Only = !(IsOne && Directory.Exists(Places[0])) };

    private bool IsOne => Places.Count == 1 && Files.Count == 0;

    /// <summary>What is wrong with an argument; null where it can be looked at.</summary>
    public static string? Problem(string argument) =>
        argument == Input || Directory.Exists(argument) || File.Exists(argument) ? null
            : WebAddress.Is(argument) ? WebAddress.Refusal(argument)
            : $"'{argument}' does not exist. Give a folder, a file, a list of files (.m3u, .m3u8), or - to read names from standard input.";

    /// <summary>Takes the arguments, and reads standard input where one of them says so.</summary>
    /// <exception cref="UsageException">Standard input names no file.</exception>
    public static MusicPlaces Of(AppEnvironment environment, IEnumerable<string> arguments)
    {
        var all = arguments.ToList();
        return new MusicPlaces(
            [.. all.Where(argument => argument != Input).Select(Path.GetFullPath)], all.Contains(Input) ? ReadNames(environment.In) : []);
    }

    // One name a line, or separated by zeros, as "find -print0" writes them.
    private static List<string> ReadNames(TextReader input)
    {
        var text = input.ReadToEnd();
        var names = text.Split(text.Contains('\0') ? ['\0'] : ['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) throw new UsageException("Standard input names no file.");
        if (names.FirstOrDefault(WebAddress.Is) is { } address) throw new UsageException(WebAddress.Refusal(address));
        return names.FirstOrDefault(name => !File.Exists(name) && !Directory.Exists(name)) is { } missing
            ? throw new UsageException($"Standard input: '{missing}' does not exist.")
            : [.. names.Select(Path.GetFullPath)];
    }
}
