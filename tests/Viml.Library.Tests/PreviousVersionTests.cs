using System.Text.Json;
using System.Text.Json.Nodes;
using Viml.Library.Answers;
using Viml.Library.Recommendation;
using Viml.Library.Search;
using Viml.Library.Similarity;
using Viml.Library.Sqlite;
using Viml.Library.Tagging;
using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Testing;

namespace Viml.Library.Tests;

/// <summary>
/// A library and a bundle made by an earlier version give the answers they gave then. What was added to the answers since is passed over.
/// A text that excludes something now does so, unless the joint space alone is asked to rank.
/// </summary>
public sealed class PreviousVersionTests : IDisposable
{
    private const string ThenMusic = "/music/", ThenLibrary = "/libraries/previous.viml";
    private const double Tolerance = 1e-5;

    private static readonly string Fixture = Path.Combine(TestPaths.Fixtures, "previous-version");
    private static readonly string Samples = Path.Combine(TestPaths.Repository, "samples");
    private static readonly string Music = Path.Combine(Samples, "music") + Path.DirectorySeparatorChar;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLibraries _libraries;

    public PreviousVersionTests()
    {
        _libraries = new SqliteLibraries(new VimlPaths(_folder.Path));
        var path = _libraries.PathOf("previous");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Path.Combine(Fixture, "previous.viml"), path);
        using var library = SqliteLibrary.Open(path);
        library.Session.Execute("UPDATE files SET path = replace(path, $then, $now)", ("$then", ThenMusic), ("$now", Music));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_library_and_the_bundle_open_and_give_the_same_forty_answers()
    {
        var models = ModelSet.From(Bundle.Load(Path.Combine(Fixture, "bundle")));
        using var library = _libraries.OpenReadOnly("previous");
        var service = new RecommendationService(library, models);
        var lines = File.ReadAllLines(Path.Combine(Fixture, "answers.jsonl"));
        Assert.Equal(40, lines.Length);
        var differences = new List<string>();
        foreach (var line in lines)
        {
            var query = JsonNode.Parse(line)!.AsObject();
            var answer = query["command"]!.GetValue<string>() switch
            {
                "recommend" => AnswerJson.Write(service.Recommend(Request(query)), AnswerJson.Default.RecommendationAnswer),
                "similar" => AnswerJson.Write(service.Similar(Similarity(query)), AnswerJson.Default.SimilarityAnswer),
                "tag" => AnswerJson.Write(new TrackTagger(models).Tag(Track(query)), AnswerJson.Default.TagAnswer),
                _ => AnswerJson.Write(
                    new LibraryShowAnswer(_libraries.Describe("previous"), library.Failures()), AnswerJson.Default.LibraryShowAnswer),
            };
            if (query["text-weight"]?.GetValue<double>() == 0)
                ForgetWords(query["answer"]!);
            Compare(query["answer"], JsonNode.Parse(answer), "", differences.Add);
            Assert.True(differences.Count == 0, $"{line[..Math.Min(120, line.Length)]}\n{string.Join('\n', differences.Take(10))}");
        }
    }

    /// <summary>A text of weight 0 used to give reasons.</summary>
    private static void ForgetWords(JsonNode answer)
    {
        foreach (var track in answer["tracks"]!.AsArray())
            if (track!["reason"]!.GetValue<string>().Contains("(your words)", StringComparison.Ordinal))
                track.AsObject().Remove("reason");
    }

    private static RecommendationRequest Request(JsonObject query) => new()
    {
        Ranking = query["text"]?.GetValue<string>().StartsWith("no ", StringComparison.Ordinal) == true
            ? RankingKind.Joint
            : RankingKind.Fit,
        Video = query["video"] is { } video ? Path.Combine(Samples, "videos", video.GetValue<string>()) : null,
        Text = query["text"]?.GetValue<string>(),
        TextWeight = query["text-weight"]?.GetValue<double>() ?? 1,
        Top = query["top"]?.GetValue<int>() ?? 10,
        Filters = new SearchFilters
        {
            Tags = query["tag"]?.GetValue<string>().Split('=') is [var tag, var sure]
                ? [new TagFilter(tag, float.Parse(sure, Invariant))]
                : [],
            MinimumDuration = query["min-duration"]?.GetValue<double>(),
            MaximumDuration = query["max-duration"]?.GetValue<double>(),
            Folder = query["folder"] is null ? null : Music,
        },
    };

    private static SimilarityRequest Similarity(JsonObject query)
    {
        double Weight(string name) => query[name]?.GetValue<double>() ?? 1;
        return new SimilarityRequest
        {
            Track = Track(query),
            Weights = new PerDimension(Weight("genre"), Weight("mood"), Weight("instruments"), Weight("tempo")),
        };
    }

    private static string Track(JsonObject query) => Music + query["track"]!.GetValue<string>();

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    /// <summary>
    /// Everything the old answer has must be in the new one: text as it was but for the folders, numbers within <see cref="Tolerance"/>.
    /// </summary>
    private void Compare(JsonNode? then, JsonNode? now, string where, Action<string> differ)
    {
        switch (then)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    Compare(value, now?[name], $"{where}.{name}", differ);
                break;
            case JsonArray items when now is JsonArray others && items.Count == others.Count:
                for (var i = 0; i < items.Count; i++)
                    Compare(items[i], others[i], $"{where}[{i}]", differ);
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number && now?.GetValueKind() == JsonValueKind.Number
                && Math.Abs(number.GetValue<double>() - now.GetValue<double>()) <= Tolerance:
                break;
            case var _ when Same(then?.ToJsonString(), now?.ToJsonString()):
                break;
            default:
                differ($"{where}: {then?.ToJsonString() ?? "null"} was, {now?.ToJsonString() ?? "null"} is");
                break;
        }
    }

    private bool Same(string? then, string? now) =>
        now?.Replace(Encoded(Music), ThenMusic, StringComparison.Ordinal)
            .Replace(Encoded(Music.TrimEnd('/', '\\')), ThenMusic.TrimEnd('/'), StringComparison.Ordinal)
            .Replace(Encoded(_libraries.PathOf("previous")), ThenLibrary, StringComparison.Ordinal)
            .Replace(Encoded(Path.Combine(Samples, "videos")), "videos", StringComparison.Ordinal) == then;

    private static string Encoded(string text) => JsonSerializer.Serialize(text).Trim('"');
}
