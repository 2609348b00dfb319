using Viml.LanguageModels;
using Viml.LanguageModels.Tests;
using Viml.Testing;
using Viml.Training.Tests.Fitting;

namespace Viml.Cli.Tests.Commands;

public sealed class SynthesizeCommandTests : IDisposable
{
    private const string Key = "sk-very-secret-123";
    private readonly TemporaryFolder _home = new();

    public SynthesizeCommandTests() => ToyDataset.WriteClips(_home["data"], 8);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_clips_of_a_dataset_get_texts_once()
    {
        var run = CliRun.Start(_home, "synthesize", _home["data"], "--method", "data2text", "--count", "2", "--measures");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("8 pieces: 16 texts kept", run.Out);
        Assert.Contains("self-BLEU", run.Out);
        Assert.Equal(16, File.ReadAllLines(Path.Combine(_home["data"], "texts", "data2text.jsonl")).Length);
        Assert.Contains("16 there before", CliRun.Start(_home, "synthesize", _home["data"], "--method", "data2text", "--count", "2").Out);
    }

    [Theory]
    [InlineData(ModelProtocol.Chat)]
    [InlineData(ModelProtocol.Completions)]
    [InlineData(ModelProtocol.Ollama)]
    public async Task A_language_model_writes_and_a_second_run_costs_nothing(ModelProtocol protocol)
    {
        await using var server = ModelServer.Answering(request =>
            request.Asked.EndsWith("Instruments: flute\nDescription:", StringComparison.Ordinal)
            ? "A lonely flute somewhere on a hill."
            : "Description: only rubbish {}");
        var endpoint = server.Endpoint(protocol);
        CliRun Synthesise(string output) => CliRun.Start(_home, environment => environment with
        {
            Variable = name => name switch
            {
                "VIML_MODEL" => "toy",
                "VIML_MODEL_KEY" => Key,
                "VIML_MODEL_ADDRESS" => endpoint.Address.AbsoluteUri,
                _ => environment.Variable(name),
            },
        }, "synthesize", _home["data"], "--method", "prompt2text", "--protocol", protocol.ToString().ToLowerInvariant(), "--jobs", "3",
            "--out", output);

        var first = Synthesise(_home["first.jsonl"]);
        Assert.Equal(ExitCode.Done, first.ExitCode);
        Assert.Contains("4 texts kept (0 after another try), 4 refused and written by a built-in method", first.Out);
        Assert.Contains("16 questions asked", first.Error);
        Assert.Equal(16, server.Requests.Count);
        var second = Synthesise(_home["second.jsonl"]);
        Assert.Contains("0 questions asked (0 tokens in, 0 out), 16 answered from disk", second.Error);
        Assert.Equal(16, server.Requests.Count);
        Assert.Equal(File.ReadAllText(_home["first.jsonl"]), File.ReadAllText(_home["second.jsonl"]));
        var everything = Directory.GetFiles(_home.Path, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("kind", StringComparison.Ordinal));
        Assert.All(everything, path => Assert.DoesNotContain(Key, File.ReadAllText(path), StringComparison.Ordinal));
        Assert.DoesNotContain(Key, first.Out + first.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_prompt_counts_what_a_dataset_would_cost()
    {
        var run = CliRun.Start(_home, "synthesize", _home["data"], "--method", "prompt2text", "--show-prompt");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("8 questions like this", run.Error);
        Assert.False(Directory.Exists(Path.Combine(_home["data"], "texts")));
    }

    [Fact]
    public void The_music_of_clips_without_tags_is_heard_in_their_part_of_the_file()
    {
        var track = ToyMedia.HumThenFlute(_home);
        ToyDataset.WriteClips(_home["own"], 3, (number, clip) => clip with
        {
            Music = number < 2 ? track : "gone.wav", Start = 6 * number, End = 6 * number + 6, Tags = new Dictionary<string, float>(),
        });
        var run = CliRun.Start(_home, "synthesize", _home["own"], "--method", "tags");
        Assert.Equal(ExitCode.PartlyDone, run.ExitCode);
        Assert.Contains("3 clips without tags: the tagger hears their music.", run.Error);
        Assert.Contains("gone.wav", run.Error);
        var texts = File.ReadAllLines(Path.Combine(_home["own"], "texts", "tags.jsonl"));
        Assert.DoesNotContain("flute", texts[0], StringComparison.Ordinal);
        Assert.Contains("flute", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_clips_is_an_error()
    {
        Assert.Equal(ExitCode.Usage, CliRun.Start(_home, "synthesize", _home["nothing"], "--method", "tags").ExitCode);
        Assert.Equal(ExitCode.Error, CliRun.Start(_home, "synthesize", _home.Path, "--method", "tags").ExitCode);
        Assert.Equal(ExitCode.NothingFound, CliRun.Start(_home, "synthesize", _home["data"], "--method", "tags", "--split",
            "test").ExitCode);
    }
}
