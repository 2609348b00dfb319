using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Viml.Library.Answers;

/// <summary>The JSON forms of all answers, compiled ahead so that the first one costs nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RecommendationAnswer))]
[JsonSerializable(typeof(SimilarityAnswer))]
[JsonSerializable(typeof(TagAnswer))]
[JsonSerializable(typeof(IndexAnswer))]
[JsonSerializable(typeof(LibraryListAnswer))]
[JsonSerializable(typeof(LibraryShowAnswer))]
[JsonSerializable(typeof(LibraryRemoveAnswer))]
public sealed partial class AnswerJson : JsonSerializerContext
{
    private static readonly JsonWriterOptions Form = new()
    {
        Indented = true,
        // The default escapes every letter outside ASCII, for HTML's sake; this goes to files and programs.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An answer as JSON: indented, camelCase, with the letters of all scripts as they are.</summary>
    public static string Write<T>(T answer, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Form))
            JsonSerializer.Serialize(writer, answer, type);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}

/// <summary>Writes the members of an enum in camelCase.</summary>
internal sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
