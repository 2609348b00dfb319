using Viml.Descriptions.Prompts;
using Viml.Testing;

namespace Viml.LanguageModels.Tests;

public sealed class ReplyCacheTests
{
    private const string Key = "sk-very-secret-123";
    private static readonly Prompt Question = new("test 1", "", [], "B:", ["\n"]);

    [Fact]
    public async Task The_same_question_costs_nothing_the_second_time()
    {
        await using var server = ModelServer.Answering(request => $"Answer {request.Seed}.");
        using var folder = new TemporaryFolder();
        Assert.Equal("Answer 1.", await Ask(Open(server, folder), 1));
        var second = Open(server, folder);
        Assert.Equal("Answer 1.", await Ask(second, 1));
        Assert.Single(server.Requests);
        Assert.Equal((1, 0), (second.Hits, second.Asked));
        Assert.Equal("Answer 2.", await Ask(second, 2));
        Assert.Equal((500L, 20L), second.Tokens);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Other_settings_are_another_question()
    {
        await using var server = ModelServer.Answering(_ => "Answer.");
        using var folder = new TemporaryFolder();
        var cache = Open(server, folder);
        await cache.Ask(Question, new Sampling(), 1, default);
        await cache.Ask(Question, new Sampling(Temperature: 0.1), 1, default);
        await cache.Ask(Question with { Question = "C:" }, new Sampling(), 1, default);
        await cache.Ask(Question with { Instruction = "Do." }, new Sampling(), 1, default);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_file_cut_in_half_is_asked_for_again()
    {
        await using var server = ModelServer.Answering(_ => "A calm piano piece.");
        using var folder = new TemporaryFolder();
        await Ask(Open(server, folder), 1);
        var file = Assert.Single(Files(folder));
        var whole = File.ReadAllBytes(file);
        foreach (var kept in (int[])[whole.Length / 2, 1, 0])
        {
            File.WriteAllBytes(file, whole[..kept]);
            Assert.Equal("A calm piano piece.", await Ask(Open(server, folder), 1));
            Assert.Equal(whole, File.ReadAllBytes(file));
        }
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Two_runs_at_once_share_a_folder()
    {
        await using var server = ModelServer.Answering(request => $"Answer {request.Seed}.");
        using var folder = new TemporaryFolder();
        ReplyCache[] runs = [Open(server, folder), Open(server, folder)];
        await Parallel.ForAsync(0, 200, async (number, _) => Assert.Equal($"Answer {number / 2}.",
            await Ask(runs[number % 2], (ulong)(number / 2))));
        Assert.Equal(100, Files(folder).Length); // and nothing half-written beside them
    }

    [Fact]
    public async Task The_key_is_in_no_file()
    {
        await using var server = ModelServer.Answering(_ => "Answer.");
        using var folder = new TemporaryFolder();
        await Ask(Open(server, folder), 1);
        Assert.All(Files(folder), file => Assert.DoesNotContain(Key, file + File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static async Task<string> Ask(ReplyCache cache, ulong seed) => (await cache.Ask(Question, new Sampling(), seed, default)).Text;

    private static ReplyCache Open(ModelServer server, TemporaryFolder folder)
    {
        var endpoint = server.Endpoint(ModelProtocol.Completions, new Secret(Key));
        return new ReplyCache(LanguageModelClient.Open(endpoint, new ModelPatience()), endpoint, folder["replies"]);
    }

    private static string[] Files(TemporaryFolder folder) => Directory.GetFiles(folder["replies"], "*", SearchOption.AllDirectories);
}
