using System.CommandLine;
using Viml.Cli.Options;
using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Libraries;

/// <summary>Where the music comes from: <c>--music DIR</c>, indexed on the fly and remembered, or <c>--library NAME</c>.</summary>
internal sealed class MusicChoice
{
    private readonly Option<string?> _folder = new("--music", "-m")
    {
        Description = "A folder of music. It is indexed on the fly and remembered, so the next time is quick.",
        HelpName = "DIR",
    };

    private readonly LibraryOption _library = new($"An indexed library; where neither is given, the one called '{NamedLibraries.DefaultName}'.");

    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_library);
        command.Validators.Add(result =>
        {
            var folder = result.GetValue(_folder);
            if (folder is not null && result.GetValue(_library) is not null)
                result.AddError("--music and --library both say where the music is: give one of them.");
            if (folder is not null && !Directory.Exists(folder)) result.AddError($"--music: the folder '{folder}' does not exist.");
        });
    }

    /// <summary>Opens the library that was chosen, brought up to date where a folder was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="surroundings">Where progress goes.</param>
    /// <param name="models">The models to index with.</param>
    /// <param name="isWritable">Whether an indexed library will be written to, too.</param>
    public LibraryStore Open(ParseResult parsed, Surroundings surroundings, ModelSet models, bool isWritable = false)
    {
        var libraries = new NamedLibraries(surroundings.Paths);
        if (parsed.GetValue(_folder) is { } folder) return Indexed(surroundings, libraries, NamedLibraries.NameForFolder(folder), folder, models);
        var name = parsed.GetValue(_library) ?? NamedLibraries.DefaultName;
        return isWritable && libraries.Exists(name) ? libraries.Open(name) : libraries.OpenReadOnly(name);
    }

    /// <summary>Opens the library <paramref name="name"/> with the music of <paramref name="folder"/> as it is now.</summary>
    public static LibraryStore Indexed(Surroundings surroundings, NamedLibraries libraries, string name, string folder, ModelSet models)
    {
        var store = libraries.Open(name);
        try
        {
            var report = LibraryUpdate.Run(surroundings, store, models, new IndexRequest { Folders = [Path.GetFullPath(folder)] });
            LibraryUpdate.NoteProblems(surroundings, report);
            if (report.Counts.Indexed > 0)
                surroundings.Note($"Indexed {LibraryUpdate.Count(report.Counts.Indexed, "track")} of {folder} in {Output.TimeText.Span(report.Elapsed)}; remembered as '{name}'.");
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
