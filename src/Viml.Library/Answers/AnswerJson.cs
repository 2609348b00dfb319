using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Viml.Library.Likeness;

namespace Viml.Library.Recommendation;

/// <summary>The JSON form of results: camelCase, indented, and with the letters of all scripts as they are, because people read it.</summary>
internal static class ResultJson
{
    private static readonly ResultJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<Models.Tagging.TagKind>(JsonNamingPolicy.CamelCase) },
    });

    public static string Write(RecommendationResult result) => JsonSerializer.Serialize(result, Context.RecommendationResult);

    public static string Write(TagReport report) => JsonSerializer.Serialize(report, Context.TagReport);

    public static string Write(SimilarityResult result) => JsonSerializer.Serialize(result, Context.SimilarityResult);
}

[JsonSerializable(typeof(RecommendationResult))]
[JsonSerializable(typeof(TagReport))]
[JsonSerializable(typeof(SimilarityResult))]
internal sealed partial class ResultJsonContext : JsonSerializerContext;
