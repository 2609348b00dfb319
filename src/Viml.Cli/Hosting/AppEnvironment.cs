using Spectre.Console;
using Spectre.Console.Rendering;
using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.PublicModels;
using Viml.Library.Sqlite;
using Viml.Models.Encoders;
using Viml.Onnx;

namespace Viml.Cli.Hosting;

/// <summary>
/// What a command may know about the process it runs in: output streams, environment variables, terminal size and cancellation.
/// <c>Program</c> creates it from the real console and environment; tests create their own.
/// </summary>
internal sealed record AppEnvironment
{
    /// <summary>The width of output to a file or a pipe, the same on every machine.</summary>
    public const int PlainWidth = 80;

    /// <summary>Stdout: results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Stdin: names of files, where a command is told to read them there.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Stderr: progress, notes and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable; null if it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The folder of the program, which contains the built-in bundle.</summary>
    public required string ProgramFolder { get; init; }

    /// <summary>Loads the bundle in a folder. Its models live as long as the process.</summary>
    public required Func<string, ModelSet> LoadModels { get; init; }

    /// <summary>Whether stdout is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether stderr is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Width of the terminal in columns.</summary>
    public int TerminalWidth { get; init; } = PlainWidth;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Width of results in columns.</summary>
    public int Width => OutIsTerminal ? Math.Max(40, TerminalWidth) : PlainWidth;

    /// <summary>Whether to print stack traces.</summary>
    public bool ShowsStackTraces => Variable("VIML_DEBUG") == "1";

    /// <summary>The folders for libraries and models: under <c>VIML_HOME</c>, the XDG data folder or <c>~/.local/share/viml</c>.</summary>
    public VimlPaths Paths => PathsFrom(Variable);

    /// <summary>The user's libraries.</summary>
    public ILibraries Libraries => new SqliteLibraries(Paths);

    /// <summary>The encoders that can be chosen by name.</summary>
    /// <param name="bundle">The models of the bundle.</param>
    /// <param name="modelFolder">The folder with the weights of the encoder; null looks for installed models.</param>
    public EncoderRegistry Encoders(Func<ModelSet> bundle, string? modelFolder) =>
        new(new Lazy<ModelSet>(bundle), Table(Variable, ProgramFolder, modelFolder));

    /// <summary>Every encoder of this machine that is not part of a bundle.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="programFolder">The folder of the program.</param>
    /// <param name="modelFolder">The folder with the weights of the encoder to be opened; null looks for installed models.</param>
    public static EncoderTable Table(Func<string, string?> variable, string programFolder, string? modelFolder = null)
    {
        var store = new ModelStore(PathsFrom(variable), ModelRegistry.Default);
        return new EncoderTable(new InstalledModels(
            name => modelFolder ?? FolderOf(name, variable, programFolder),
            () => store.Names().Union(ModelsIn(programFolder))), OnnxEncoders.Rows);
    }

    /// <summary>The folder of an installed model: in the store of the user, or with the program; null where there is none.</summary>
    public string? FolderOf(string model) => FolderOf(model, Variable, ProgramFolder);

    private static string? FolderOf(string model, Func<string, string?> variable, string programFolder)
    {
        string[] places = [Path.Combine(PathsFrom(variable).Models, model), Path.Combine(programFolder, "models", model)];
        return Array.Find(places, Directory.Exists);
    }

    private static IEnumerable<string> ModelsIn(string programFolder)
    {
        var models = new DirectoryInfo(Path.Combine(programFolder, "models"));
        return models.Exists ? models.EnumerateDirectories().Select(folder => folder.Name) : [];
    }

    private static VimlPaths PathsFrom(Func<string, string?> variable)
    {
        var home = variable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        try
        {
            return VimlPaths.Resolve(variable("VIML_HOME"), variable("XDG_DATA_HOME"), home);
        }
        catch (ArgumentException)
        {
            throw new UsageException("There is no home folder: set HOME, or VIML_HOME to a folder for libraries and models.");
        }
    }

    /// <summary>The folder of the bundle that ships with the program.</summary>
    public string BuiltinBundle => Path.Combine(ProgramFolder, "models", "builtin");

    /// <summary>Prints a table or other layout to <see cref="Out"/>: in colour on a terminal, otherwise as plain lines.</summary>
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

    /// <summary>Prints a line to <see cref="Out"/> as it is, however long; decorated on a terminal that can do so.</summary>
    public void PrintLine(string line, Decoration decoration)
    {
        var isDecorated = OutIsTerminal && Console(Out, isTerminal: true, Width).Profile.Capabilities.Ansi;
        Out.WriteLine(isDecorated ? $"\e[{(decoration == Decoration.Bold ? 1 : 2)}m{line}\e[0m" : line);
    }

    /// <summary>Whether stderr can show a bar that moves.</summary>
    public bool ShowsBar => ErrorIsTerminal && HasEscapes;

    // https://no-color.org; whoever sets it gets no escape sequence at all, since some screen readers and logs take none.
    private bool HasEscapes => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    /// <summary>The console for progress, on <see cref="Error"/>.</summary>
    public IAnsiConsole ErrorConsole => Console(Error, ErrorIsTerminal, ErrorIsTerminal ? Math.Max(40, TerminalWidth) : PlainWidth);

    /// <summary>Writes a line to <see cref="Error"/>, apart from the result.</summary>
    public void Note(string text) => Error.WriteLine(text);

    private IAnsiConsole Console(TextWriter writer, bool isTerminal, int width)
    {
        var escapes = isTerminal && HasEscapes;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = escapes ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = escapes ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = escapes ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
