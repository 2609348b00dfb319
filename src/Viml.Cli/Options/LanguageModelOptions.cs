using System.CommandLine;
using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Prompts;
using Viml.LanguageModels;
using Viml.Models.MiniLm;

namespace Viml.Cli.Options;

/// <summary>
/// The options that choose a language model and say how it is asked. Everything of <c>Viml.LanguageModels</c> is used inside of methods
/// that only run with a model, so that no other command loads its packages.
/// </summary>
internal sealed class LanguageModelOptions
{
    private const string AddressVariable = "VIML_MODEL_ADDRESS", ModelVariable = "VIML_MODEL", KeyVariable = "VIML_MODEL_KEY";
    private const string Chat = "chat", Completions = "completions", Ollama = "ollama";

    private static readonly string[] Layouts = [.. Enum.GetNames<PromptLayoutKind>().Select(name => name.ToLowerInvariant())];
    private static readonly string[] Steps = ["order", "aggregate", "compress"];

    private readonly Option<string?> _model = new("--model")
    {
        Description = $"A language model by its name on the server. Without it, built-in methods write. Environment: {ModelVariable}.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _address = new("--address")
    {
        Description = $"The base address of its server, such as http://localhost:8080/v1. Environment: {AddressVariable}.",
        HelpName = "URL",
    };

    private readonly Option<string> _protocol = new("--protocol")
    {
        Description = "How the server is spoken to: chat, completions (for base models) or ollama.", HelpName = "NAME",
        DefaultValueFactory = _ => Chat,
    };

    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = $"A file with the key of the server. Environment: {KeyVariable}.", HelpName = "FILE",
    };

    private readonly Option<string> _layout = new("--layout")
    {
        Description = "The prompt: paper (examples alone), instructed, or turns of a chat.", HelpName = "NAME",
        DefaultValueFactory = _ => Layouts[0],
    };

    private readonly Option<string[]> _steps = new("--by-model")
    {
        Description = "A step of data2text that the model does: order, aggregate or compress (default); repeat for more.",
        HelpName = "STEP",
    };

    private readonly Option<int> _examples = NumberOption.Create("--examples", "Examples in a prompt.", 0, 100,
        new PromptLayout().Examples);
    private readonly Option<double> _temperature = NumberOption.Create(
        "--temperature", "How freely the model chooses words.", 0d, 2d, new Sampling().Temperature);

    private readonly Option<double> _topP = NumberOption.Create(
        "--top-p", "The share of probability that words are drawn from.", 0.01, 1, new Sampling().TopP);

    private readonly Option<int> _tokens = NumberOption.Create("--max-tokens", "Where an answer is cut.", 8, 4096,
        new Sampling().MaximumTokens);
    private readonly Option<double> _timeout = NumberOption.Create("--timeout", "Seconds to wait for an answer.", 0.1, 3600, 120d);
    private readonly Option<bool> _titles = new("--with-titles") { Description = "Let the model see the titles of tracks." };

    public LanguageModelOptions()
    {
        _protocol.AcceptOnlyFromAmong(Chat, Completions, Ollama);
        _layout.AcceptOnlyFromAmong(Layouts);
        _steps.AcceptOnlyFromAmong(Steps);
        _keyFile.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !File.Exists(token.Value)) result.AddError($"--key-file: '{token.Value}' does not exist.");
        });
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])
            [_model, _address, _protocol, _keyFile, _layout, _steps, _examples, _temperature, _topP, _tokens, _timeout, _titles])
            command.Options.Add(option);
    }

    /// <summary>The layout of prompts.</summary>
    public PromptLayout Layout(ParseResult parsed) =>
        new(Enum.Parse<PromptLayoutKind>(parsed.GetRequiredValue(_layout), ignoreCase: true), parsed.GetValue(_examples));

    /// <summary>Whether prompts show titles.</summary>
    public bool ShowsTitles(ParseResult parsed) => parsed.GetValue(_titles);

    /// <summary>The method by its name, with the language model where one was chosen.</summary>
    /// <exception cref="UsageException">The choice of the model is incomplete.</exception>
    public (IDescriptionMethod Method, Func<string>? Costs) Method(string name, ParseResult parsed, AppEnvironment environment)
    {
        if (name == "tags" || ModelOf(parsed, environment) is not { } model) return (BuiltInMethod.ByName(name), null);
        return WithModel(name, model, parsed, environment);
    }

    private (IDescriptionMethod Method, Func<string>? Costs) WithModel(
        string name, string model, ParseResult parsed, AppEnvironment environment)
    {
        var endpoint = Endpoint(model, parsed, environment);
        // People say a thing in more words than a lexicon has.
        var facts = environment.FolderOf(MiniLmEncoder.EncoderName) is { } folder
            ? new FactCheck(new SentenceMeaning(MiniLmEncoder.Load(folder)))
            : FactCheck.ByWords;
        var patience = new ModelPatience { Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)) };
        var cache = new ReplyCache(LanguageModelClient.Open(endpoint, patience), endpoint, environment.Paths.Replies);
        var sampling = new Sampling(parsed.GetValue(_temperature), parsed.GetValue(_topP), parsed.GetValue(_tokens));
        IDescriptionMethod method = name == "prompt2text"
            ? new PromptToText(cache, Layout(parsed), sampling, new AnswerCheck(facts, new AnswerRules()), showsTitles: ShowsTitles(parsed))
            : new ModelDataToText(cache, StepsOf(parsed), sampling, new AnswerCheck(facts, AnswerRules.Everything));
        return (method, () => $"{cache.Asked:N0} questions asked ({cache.Tokens.Input:N0} tokens in, {cache.Tokens.Output:N0} out), "
            + $"{cache.Hits:N0} answered from disk.");
    }

    private ModelEndpoint Endpoint(string model, ParseResult parsed, AppEnvironment environment)
    {
        var protocol = Enum.Parse<ModelProtocol>(parsed.GetRequiredValue(_protocol), ignoreCase: true);
        var address = parsed.GetValue(_address) ?? environment.Variable(AddressVariable)
            ?? (protocol == ModelProtocol.Ollama ? ModelEndpoint.OllamaAddress : null)
            ?? throw new UsageException($"--model needs the address of its server: give --address URL or set {AddressVariable}.");
        var key = parsed.GetValue(_keyFile) is { } file ? File.ReadAllText(file) : environment.Variable(KeyVariable);
        return UsageException.Wrap(() => new ModelEndpoint(protocol, address, model, string.IsNullOrWhiteSpace(key) ? null
            : new Secret(key)));
    }

    private ModelSteps StepsOf(ParseResult parsed) => parsed.GetValue(_steps) is { Length: > 0 } steps
        ? steps.Aggregate(ModelSteps.None, (all, step) => all | Enum.Parse<ModelSteps>(step, ignoreCase: true))
        : ModelSteps.Compress;

    private string? ModelOf(ParseResult parsed, AppEnvironment environment) =>
        parsed.GetValue(_model) ?? (environment.Variable(ModelVariable) is { Length: > 0 } variable ? variable : null);
}
