using System.CommandLine;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Libraries;

/// <summary>Where the music is: <c>--music DIR</c>, which is indexed first, or <c>--library NAME</c>.</summary>
internal sealed class MusicChoice
{
    private readonly Option<string?> _folder = new("--music", "-m")
    {
        Description = "A folder of music. It is indexed first, which is quick where nothing has changed.",
        HelpName = "DIR",
    };

    private readonly LibraryOption _library = new(
        $"An indexed library. Without --music or --library: the one called '{LibraryName.Default}'.");

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
    /// <param name="environment">Where progress goes.</param>
    /// <param name="models">The models to index with.</param>
    /// <param name="isWritable">Whether the library will be written to.</param>
    public ILibrary Open(ParseResult parsed, AppEnvironment environment, ModelSet models, bool isWritable = false)
    {
        if (parsed.GetValue(_folder) is { } folder) return Indexed(environment, LibraryName.ForFolder(folder), folder, models);
        var name = parsed.GetValue(_library) ?? LibraryName.Default;
        return isWritable && environment.Libraries.Exists(name)
            ? environment.Libraries.Open(name)
            : environment.Libraries.OpenReadOnly(name);
    }

    /// <summary>
    /// Opens the library <paramref name="name"/> with the music of <paramref name="folder"/> as it is now. The user did not name the
    /// library, so after a change of bundle the music is encoded again without being asked for.
    /// </summary>
    public static ILibrary Indexed(AppEnvironment environment, string name, string folder, ModelSet models)
    {
        var library = environment.Libraries.Open(name);
        try
        {
            var isOther = library.Meta is { } meta && meta.EncoderKey != LibraryMeta.Of(models).EncoderKey;
            if (isOther)
                environment.Note($"The bundle '{models.BundleName}' has another music encoder: encoding the music of {folder} again.");
            var answer = LibraryUpdate.Run(
                environment, name, library, models, new IndexRequest { Folders = [Path.GetFullPath(folder)], Again = isOther });
            LibraryUpdate.NoteProblems(environment, answer);
            if (answer.Indexed > 0)
                environment.Note($"Indexed {CountText.Of(answer.Indexed, "track")} of {folder} in " +
                    $"{TimeText.Span(TimeSpan.FromSeconds(answer.Seconds))}; saved as '{name}'.");
            return library;
        }
        catch
        {
            library.Dispose();
            throw;
        }
    }
}
