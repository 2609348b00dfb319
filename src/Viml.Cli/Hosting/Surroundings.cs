using Spectre.Console;
using Spectre.Console.Rendering;
using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Sqlite;
using Viml.Library.Store;

namespace Viml.Cli.Hosting;

/// <summary>
/// What a command sees of the world: where it writes, the environment, the width of the screen, and whether somebody pressed
/// Ctrl-C. Only <c>Program</c> makes it from the real console and environment; tests make their own.
/// </summary>
internal sealed record Surroundings
{
    /// <summary>The width of output that goes to a file or a pipe, so that it is the same everywhere.</summary>
    public const int PlainWidth = 80;

    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Everything else: progress, notes, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable; null where it is unset.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The folder of the program, where the built-in bundle lies.</summary>
    public required string ProgramFolder { get; init; }

    /// <summary>Loads the bundle in a folder. What it holds lives as long as the process.</summary>
    public required Func<string, ModelSet> LoadModels { get; init; }

    /// <summary>Stdout is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Stderr is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int TerminalWidth { get; init; } = PlainWidth;

    /// <summary>Signalled by Ctrl-C.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Columns a result may use.</summary>
    public int Width => OutIsTerminal ? Math.Max(40, TerminalWidth) : PlainWidth;

    /// <summary>Whether stack traces are wanted.</summary>
    public bool ShowsDetails => Variable("VIML_DEBUG") == "1";

    /// <summary>Where the user's libraries are: <c>VIML_HOME</c>, the XDG data folder or <c>~/.local/share/viml</c>.</summary>
    public VimlPaths Paths => PathsFrom(Variable);

    /// <summary>The user's libraries.</summary>
    public ILibraries Libraries => new SqliteLibraries(Paths);

    /// <summary>The encoders that can be chosen by name.</summary>
    /// <param name="bundle">The models of the bundle.</param>
    /// <param name="modelFolder">Where the weights of the model lie; null looks in the store.</param>
    public EncoderRegistry Encoders(Func<ModelSet> bundle, string? modelFolder) => new(
        new Lazy<ModelSet>(bundle),
        name => modelFolder ?? StoredModel(Variable, name),
        () => new ModelStore(Paths, ModelRegistry.Default).Installed().Select(model => model.Name));

    /// <summary>The folder of a model in the store; null where it is not there.</summary>
    public static string? StoredModel(Func<string, string?> variable, string name) =>
        Path.Combine(PathsFrom(variable).Models, name) is var pulled && Directory.Exists(pulled) ? pulled : null;

    private static VimlPaths PathsFrom(Func<string, string?> variable) => VimlPaths.Resolve(
        variable("VIML_HOME"), variable("XDG_DATA_HOME"), variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The folder of the bundle that ships with the program.</summary>
    public string BuiltinBundle => Path.Combine(ProgramFolder, "models", "builtin");

    /// <summary>Prints a table or other layout to <see cref="Out"/>: with colours on a terminal, else as plain lines.</summary>
    public void Print(IRenderable layout)
    {
        if (OutIsTerminal)
        {
            Console(Out, isTerminal: true, Width).Write(layout);
            return;
        }
        var text = new StringWriter();
        Console(text, isTerminal: false, Width).Write(layout);
        foreach (var line in text.ToString().TrimEnd().Split('\n')) Out.WriteLine(line.TrimEnd());
    }

    /// <summary>Prints progress to <see cref="Error"/>.</summary>
    public IAnsiConsole Notes => Console(Error, ErrorIsTerminal, ErrorIsTerminal ? Math.Max(40, TerminalWidth) : PlainWidth);

    /// <summary>Writes a line for the person in front of the screen, beside the result.</summary>
    public void Note(string text) => Error.WriteLine(text);

    private IAnsiConsole Console(TextWriter writer, bool isTerminal, int width)
    {
        var colours = isTerminal && string.IsNullOrEmpty(Variable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
