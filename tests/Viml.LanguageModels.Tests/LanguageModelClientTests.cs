using System.Diagnostics;
using Viml.Descriptions.Prompts;
using Viml.Testing;

namespace Viml.LanguageModels.Tests;

public sealed class LanguageModelClientTests
{
    private const string Key = "sk-very-secret-123";
    private static readonly Prompt Question = new("test 1", "Do it.", [new PromptExample("A:", " one")], "B:", ["\n"]);
    private static readonly ModelPatience Quick = new()
    {
        Timeout = TimeSpan.FromSeconds(20), Retries = 2, FirstWait = TimeSpan.FromMilliseconds(5),
    };

    public static TheoryData<ModelProtocol> Protocols => [ModelProtocol.Chat, ModelProtocol.Completions, ModelProtocol.Ollama];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_question_reaches_the_model_with_its_settings(ModelProtocol protocol)
    {
        await using var server = ModelServer.Answering(_ => "A calm piano piece.");
        var reply = await Ask(server, protocol, new Secret(Key));
        Assert.Equal("A calm piano piece.", reply.Text);
        Assert.False(reply.IsCut);
        var request = Assert.Single(server.Requests);
        Assert.Equal("toy", request.Body["model"]!.GetValue<string>());
        Assert.Equal(7, request.Seed);
        Assert.Contains("Do it.", request.Asked, StringComparison.Ordinal);
        Assert.Contains("one", request.Asked, StringComparison.Ordinal);
        Assert.EndsWith("B:", request.Asked, StringComparison.Ordinal);
        Assert.Contains($"Authorization: Bearer {Key}", request.Head, StringComparison.OrdinalIgnoreCase);
        if (protocol != ModelProtocol.Ollama) Assert.Equal(500, reply.InputTokens);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Without_a_key_none_is_sent(ModelProtocol protocol)
    {
        await using var server = ModelServer.Answering(_ => "Yes.");
        await Ask(server, protocol);
        Assert.DoesNotContain("Authorization", Assert.Single(server.Requests).Head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_answer_that_was_too_long_is_marked_as_cut()
    {
        foreach (var protocol in Enum.GetValues<ModelProtocol>())
        {
            await using var server = ModelServer.Raw((request, stream) =>
                ModelServer.Send(stream, 200, "application/json", ModelServer.Wrap(request, "A calm piano", "length")));
            Assert.True((await Ask(server, protocol)).IsCut, protocol.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_server_that_is_down_is_named_after_some_tries(ModelProtocol protocol)
    {
        var server = ModelServer.Answering(_ => "");
        var endpoint = server.Endpoint(protocol, new Secret(Key));
        await server.DisposeAsync();
        var fault = await Fault(endpoint);
        Assert.True(fault.IsLasting);
        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
        Assert.Contains(endpoint.Address.Host, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_slow_server_is_given_up(ModelProtocol protocol)
    {
        await using var server = ModelServer.Raw((_, _) => Task.Delay(TimeSpan.FromMinutes(5)));
        var model = LanguageModelClient.Open(server.Endpoint(protocol),
            Quick with { Timeout = TimeSpan.FromMilliseconds(200), Retries = 1 });
        var clock = Stopwatch.StartNew();
        var fault = await Assert.ThrowsAsync<LanguageModelException>(() => model.Ask(Question, new Sampling(), 1, default));
        Assert.Contains("did not answer within", fault.Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_web_page_is_no_answer(ModelProtocol protocol)
    {
        await using var server = ModelServer.Raw((_, stream) => ModelServer.Send(stream, 200, "text/html", "<!DOCTYPE html><p>Welcome"));
        var fault = await Fault(server.Endpoint(protocol));
        Assert.True(fault.IsLasting);
        Assert.Contains("web page", fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests); // trying again would not help
    }

    [Theory]
    [InlineData(ModelProtocol.Chat, "{\"hello\": 1}")]
    [InlineData(ModelProtocol.Chat, "not json at all")]
    [InlineData(ModelProtocol.Chat, "{\"choices\": []}")]
    [InlineData(ModelProtocol.Completions, "{\"hello\": 1}")]
    [InlineData(ModelProtocol.Completions, "not json at all")]
    [InlineData(ModelProtocol.Completions, "{\"choices\": []}")]
    [InlineData(ModelProtocol.Ollama, "not json at all")]
    public async Task Nonsense_is_a_fault_of_one_answer(ModelProtocol protocol, string body)
    {
        await using var server = ModelServer.Raw((_, stream) => ModelServer.Send(stream, 200, "application/json", body));
        try
        {
            Assert.Equal("", (await Ask(server, protocol)).Text); // an empty answer is refused later
        }
        catch (LanguageModelException fault)
        {
            Assert.False(fault.IsLasting, fault.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_limit_of_rate_is_waited_for_as_long_as_the_server_asks(ModelProtocol protocol)
    {
        var tries = 0;
        var waits = new List<TimeSpan>();
        var clock = Stopwatch.StartNew();
        await using var server = ModelServer.Raw((request, stream) =>
        {
            waits.Add(clock.Elapsed);
            return ++tries == 1
                ? ModelServer.Send(stream, 429, "application/json", "{\"error\": {\"message\": \"slow down\"}}", "Retry-After: 1\r\n")
                : ModelServer.Send(stream, 200, "application/json", ModelServer.Wrap(request, "Done."));
        });
        Assert.Equal("Done.", (await Ask(server, protocol)).Text);
        Assert.Equal(2, waits.Count);
        Assert.InRange((waits[1] - waits[0]).TotalSeconds, 0.95, 20);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_cut()
    {
        var tries = 0;
        await using var server = ModelServer.Raw((request, stream) => ++tries == 1
            ? ModelServer.Send(stream, 429, "application/json", "{}", "Retry-After: 86400\r\n")
            : ModelServer.Send(stream, 200, "application/json", ModelServer.Wrap(request, "Done.")));
        var model = LanguageModelClient.Open(
            server.Endpoint(ModelProtocol.Chat), Quick with { LongestWait = TimeSpan.FromMilliseconds(50) });
        Assert.Equal("Done.", (await model.Ask(Question, new Sampling(), 1, default)).Text);
    }

    [Fact]
    public async Task A_rate_limit_that_stays_stops_the_run()
    {
        await using var server = ModelServer.Raw((_, stream) =>
            ModelServer.Send(stream, 429, "application/json", "{}", "Retry-After: 0\r\n"));
        var fault = await Fault(server.Endpoint(ModelProtocol.Chat));
        Assert.True(fault.IsLasting);
        Assert.Contains("--jobs", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_connection_that_breaks_off_is_tried_again(ModelProtocol protocol)
    {
        var tries = 0;
        await using var server = ModelServer.Raw((request, stream) => ++tries == 1
            ? Task.CompletedTask // closes without a word
            : ModelServer.Send(stream, 200, "application/json", ModelServer.Wrap(request, "Done.")));
        Assert.Equal("Done.", (await Ask(server, protocol)).Text);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Half_an_answer_is_tried_again(ModelProtocol protocol)
    {
        var tries = 0;
        await using var server = ModelServer.Raw(async (request, stream) =>
        {
            var whole = ModelServer.Wrap(request, "A calm piano piece.");
            if (++tries == 1) // a chunked stream that ends in the middle of a word
                await ModelServer.Write(stream,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + $"{whole.Length / 2:x}\r\n{whole[..(whole.Length / 2)]}\r\n");
            else
                await ModelServer.Send(stream, 200, "application/json", whole);
        });
        Assert.Equal("A calm piano piece.", (await Ask(server, protocol)).Text);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(401, "refuses the key")]
    [InlineData(404, "knows no such path or model")]
    [InlineData(400, "status 400")]
    [InlineData(500, "status 500")]
    public async Task A_refusal_says_what_to_do_and_never_shows_the_key(int status, string says)
    {
        foreach (var protocol in Enum.GetValues<ModelProtocol>())
        {
            // A server may be so careless as to repeat the key.
            await using var server = ModelServer.Raw((_, stream) => ModelServer.Send(
                stream, status, "application/json", $"{{\"error\": {{\"message\": \"wrong key {Key}\\u0007\"}}}}"));
            var fault = await Fault(server.Endpoint(protocol, new Secret(Key)));
            Assert.True(fault.IsLasting);
            Assert.Contains(says, fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain('\a', fault.Message);
        }
    }

    [Fact]
    public async Task A_cancelled_question_is_cancelled()
    {
        await using var server = ModelServer.Raw((_, _) => Task.Delay(TimeSpan.FromMinutes(5)));
        foreach (var protocol in Enum.GetValues<ModelProtocol>())
        {
            using var cancellation = new CancellationTokenSource(200);
            var model = LanguageModelClient.Open(server.Endpoint(protocol), Quick);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.Ask(Question, new Sampling(), 1, cancellation.Token));
        }
    }

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("ftp://localhost")]
    [InlineData("http://user:sk-secret@localhost/v1")]
    [InlineData("https://localhost/v1?key=sk-secret")]
    public void An_address_is_http_and_holds_no_secret(string address)
    {
        var fault = Assert.Throws<ArgumentException>(() => new ModelEndpoint(ModelProtocol.Chat, address, "toy"));
        Assert.DoesNotContain("sk-secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_does_not_show_itself()
    {
        Assert.DoesNotContain(Key, new ModelEndpoint(ModelProtocol.Chat, "http://localhost/v1", "toy", new Secret(Key)).ToString(),
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Secret("two words"));
    }

    private static Task<Reply> Ask(ModelServer server, ModelProtocol protocol, Secret? key = null) =>
        LanguageModelClient.Open(server.Endpoint(protocol, key), Quick).Ask(Question, new Sampling(), 7, default);

    private static Task<LanguageModelException> Fault(ModelEndpoint endpoint) => Assert.ThrowsAsync<LanguageModelException>(
        () => LanguageModelClient.Open(endpoint, Quick).Ask(Question, new Sampling(), 7, default));
}
