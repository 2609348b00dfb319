using System.CommandLine;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Libraries;

/// <summary>Where the music is: <c>--music PLACE</c>, which is indexed first, or <c>--library NAME</c>.</summary>
internal sealed class MusicChoice
{
    private readonly Option<string[]> _places = new("--music", "-m")
    {
        Description = "A folder of music, a file, a list of files (.m3u), or - for names on standard input; repeat for more. " +
            "It is indexed first, which is quick where nothing has changed.",
        HelpName = "PLACE",
    };

    private readonly LibraryOption _library = new(
        $"An indexed library. Without --music or --library: the one called '{LibraryName.Default}'.");

    public void AddTo(Command command)
    {
        command.Options.Add(_places);
        command.Options.Add(_library);
        command.Validators.Add(result =>
        {
            var places = result.GetValue(_places) ?? [];
            if (places.Length > 0 && result.GetValue(_library) is not null)
                result.AddError("--music and --library both say where the music is: give one of them.");
            foreach (var problem in places.Select(MusicPlaces.Problem).OfType<string>()) result.AddError($"--music: {problem}");
        });
    }

    /// <summary>Opens the library that was chosen, brought up to date where a folder was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="environment">Where progress goes.</param>
    /// <param name="models">The models to index with.</param>
    /// <param name="isWritable">Whether the library will be written to.</param>
    public ILibrary Open(ParseResult parsed, AppEnvironment environment, ModelSet models, bool isWritable = false)
    {
        if (parsed.GetValue(_places) is { Length: > 0 } given)
        {
            var places = MusicPlaces.Of(environment, given);
            return Indexed(environment, places.LibraryName, places, models);
        }
        var name = parsed.GetValue(_library) ?? LibraryName.Default;
        return isWritable && environment.Libraries.Exists(name)
            ? environment.Libraries.Open(name)
            : environment.Libraries.OpenReadOnly(name);
    }

    /// <summary>The name of the library that was chosen, and what must be indexed into it first; null where nothing.</summary>
    public (string Name, IndexRequest? Index) Name(ParseResult parsed, AppEnvironment environment)
    {
        if (parsed.GetValue(_places) is not { Length: > 0 } given) return (parsed.GetValue(_library) ?? LibraryName.Default, null);
        var places = MusicPlaces.Of(environment, given);
        return (places.LibraryName, places.Request);
    }

    /// <summary>
    /// Opens the library <paramref name="name"/> with the music of <paramref name="places"/> as it is now. The user did not name the
    /// library, so after a change of bundle the music is encoded again without being asked for.
    /// </summary>
    public static ILibrary Indexed(AppEnvironment environment, string name, MusicPlaces places, ModelSet models)
    {
        var library = environment.Libraries.Open(name);
        try
        {
            var isOther = library.Meta is { } meta && meta.EncoderKey != LibraryMeta.Of(models).EncoderKey;
            if (isOther)
                environment.Note($"The bundle '{models.BundleName}' has another music encoder: encoding the music of {places.Name} again.");
            var answer = LibraryUpdate.Run(
                environment, name, library, models, places.Request with { Again = isOther });
            LibraryUpdate.NoteProblems(environment, answer);
            if (answer.Indexed > 0)
                environment.Note($"Indexed {CountText.Of(answer.Indexed, "track")} of {places.Name} in " +
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
