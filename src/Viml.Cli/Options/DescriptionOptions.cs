using System.CommandLine;
using System.CommandLine.Parsing;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Runs;

namespace Viml.Cli.Options;

/// <summary>What texts are to be written, and how: shared by <c>describe</c> and <c>synthesize</c>.</summary>
internal sealed class DescriptionOptions
{
    private readonly Option<string> _method;

    private readonly Option<int> _count = NumberOption.Create("--count", "Texts for each piece.", 1, 1000, 1);
    private readonly Option<long> _seed = NumberOption.Create("--seed", "Decides every choice; the same seed gives the same texts.", 0L,
        long.MaxValue, 1L);
    private readonly Option<int> _jobs = NumberOption.Create("--jobs", "Pieces that are described at once.", 1, 256, 2);

    private readonly Option<bool> _show = new("--show-prompt")
    {
        Description = "Print what a language model would be asked, with the estimated number of tokens, and send nothing.",
    };

    private readonly Option<bool> _measures = new("--measures") { Description = "Measure how true and how varied the texts are." };

    /// <param name="defaultMethod">The method where none is named; null makes the option required.</param>
    public DescriptionOptions(string? defaultMethod)
    {
        string[] methods = [.. BuiltInMethod.All.Select(method => method.Identity.Method)];
        _method = new Option<string>("--method")
        {
            Description = $"How: {string.Join(", ", methods)}.", HelpName = "NAME", Required = defaultMethod is null,
        };
        if (defaultMethod is not null) _method.DefaultValueFactory = _ => defaultMethod;
        _method.AcceptOnlyFromAmong(methods);
    }

    public LanguageModelOptions Model { get; } = new();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_method, _count, _seed, _jobs, _show, _measures]) command.Options.Add(option);
        Model.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_show) && result.GetValue(_method) != "prompt2text") result.AddError(
                "--show-prompt goes with --method prompt2text.");
        });
    }

    public string Method(ParseResult parsed) => parsed.GetRequiredValue(_method);

    public RunOptions Run(ParseResult parsed) => new(parsed.GetValue(_count), (ulong)parsed.GetValue(_seed), parsed.GetValue(_jobs));

    public bool ShowsPrompt(CommandResult result) => result.GetValue(_show);

    public bool ShowsPrompt(ParseResult parsed) => parsed.GetValue(_show);

    public bool Measures(ParseResult parsed) => parsed.GetValue(_measures);
}
