using System.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;
using Viml.Cli.Options;
using Viml.Library;
using Viml.Library.Encoding;
using Viml.Library.PublicModels;
using Viml.Models.Encoders;

namespace Viml.Cli;

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

    /// <summary>Loads the bundle in a folder. Its models live as long as the process.</summary>
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

    /// <summary>The encoders that can be chosen by name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="bundle">Says which bundle.</param>
    /// <param name="modelFolder">The folder with the weights of the encoder; null looks for installed models.</param>
    public EncoderRegistry Encoders(ParseResult parsed, BundleOption bundle, string? modelFolder) =>
        new(new Lazy<ModelSet>(() => bundle.Load(parsed, this)), Table(Variable, ProgramFolder, modelFolder));

    /// <summary>Every encoder of this machine that is not part of a bundle.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="programFolder">The folder of the program.</param>
    /// <param name="modelFolder">The folder with the weights of the encoder to be opened; null looks for installed models.</param>
    public static EncoderTable Table(Func<string, string?> variable, string programFolder, string? modelFolder = null) => new(new InstalledModels(
        name => modelFolder ?? FolderOf(name, variable, programFolder),
        () => new ModelStore(PathsFrom(variable), ModelRegistry.Default).Installed().Select(model => model.Name)));

    /// <summary>The folder of an installed model: in the store of the user, or with the program; null where there is none.</summary>
    public string? FolderOf(string model) => FolderOf(model, Variable, ProgramFolder);

    private static string? FolderOf(string model, Func<string, string?> variable, string programFolder)
    {
        string[] places = [Path.Combine(PathsFrom(variable).Models, model), Path.Combine(programFolder, "models", model)];
        return Array.Find(places, Directory.Exists);
    }

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
