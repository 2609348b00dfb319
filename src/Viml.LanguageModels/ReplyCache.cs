using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Viml.Descriptions.Prompts;
using Viml.Engine.Files;

namespace Viml.LanguageModels;

/// <summary>
/// Keeps answers on disk, one small file each, so that the same question costs nothing the second time. The name of a file is a hash of
/// everything that the answer depends on, and of nothing secret. Several processes may share a folder: files appear whole, by renaming, and
/// one that is damaged counts as missing. Thread-safe.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="endpoint">Where it is.</param>
/// <param name="folder">The folder; created where it is missing.</param>
public sealed class ReplyCache(ILanguageModel model, ModelEndpoint endpoint, string folder) : ILanguageModel
{
    private int _hits, _asked;
    private long _inputTokens, _outputTokens;

    /// <inheritdoc/>
    public string Name => model.Name;

    /// <summary>Answers that came from disk.</summary>
    public int Hits => _hits;

    /// <summary>Answers that the model gave.</summary>
    public int Asked => _asked;

    /// <summary>Tokens that the server counted for them.</summary>
    public (long Input, long Output) Tokens => (_inputTokens, _outputTokens);

    /// <inheritdoc/>
    public async Task<Reply> Ask(Prompt prompt, Sampling sampling, ulong seed, CancellationToken cancellation)
    {
        var path = PathOf(prompt, sampling, seed);
        if (Read(path) is { } known)
        {
            Interlocked.Increment(ref _hits);
            return known;
        }
        var reply = await model.Ask(prompt, sampling, seed, cancellation);
        Interlocked.Increment(ref _asked);
        Interlocked.Add(ref _inputTokens, reply.InputTokens ?? prompt.EstimatedTokens);
        Interlocked.Add(ref _outputTokens, reply.OutputTokens ?? Prompt.Estimate(reply.Text));
        Write(path, reply);
        return reply;
    }

    private string PathOf(Prompt prompt, Sampling sampling, ulong seed)
    {
        string[] parts =
        [
            endpoint.Protocol.ToString(), endpoint.Address.AbsoluteUri, model.Name, sampling.Summary,
                seed.ToString(CultureInfo.InvariantCulture),
            prompt.Instruction, .. prompt.Examples.SelectMany(example => (string[])[example.Asked, example.Answered]), prompt.Question,
        ];
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
        return Path.Combine(folder, hash[..2], hash[2..40] + ".json");
    }

    private static Reply? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), CacheJson.Default.Reply) : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // cut, or being replaced: asked again and written anew
        }
    }

    private static void Write(string path, Reply reply)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PendingFile.Write(path, stream => JsonSerializer.Serialize(stream, reply, CacheJson.Default.Reply));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Reply))]
internal sealed partial class CacheJson : JsonSerializerContext;
