using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Viml.Descriptions.Methods;

namespace Viml.Descriptions.Runs;

/// <summary>A text with its provenance: one line of a file of texts.</summary>
/// <param name="Id">The piece: the id of a clip, or the path of a file.</param>
/// <param name="Number">Which text of the piece, counted from 0.</param>
/// <param name="Text">The text; empty where there was nothing to say.</param>
/// <param name="Tags">The tags that it was made from, by name.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Version">The method's version, with a language model that of the prompt.</param>
/// <param name="Model">The language model; null where none was asked.</param>
/// <param name="Settings">How it was asked; null without a model.</param>
/// <param name="Seed">The seed of this text.</param>
/// <param name="Outcome">How it came about.</param>
/// <param name="Attempts">How often a text was written before this one was kept or given up.</param>
/// <param name="Reason">Why another method wrote it; null otherwise.</param>
public sealed record DescriptionRecord(
    string Id, int Number, string Text, IReadOnlyList<string> Tags, string Method, string Version, string? Model, string? Settings,
        ulong Seed,
    [property: JsonConverter(typeof(OutcomeConverter))] DraftOutcome Outcome, int Attempts, string? Reason)
{
    /// <summary>The record as a line of JSON.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, ReadableRecords.Json.DescriptionRecord);

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is no record.</exception>
    public static DescriptionRecord Parse(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, ReadableRecords.Json.DescriptionRecord)
            ?? throw new JsonException("expected an object, found null");
}

/// <summary>The JSON form of records: nothing missing and nothing unknown.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DescriptionRecord))]
[JsonSerializable(typeof(IReadOnlyList<DescriptionRecord>))]
public sealed partial class RecordJson : JsonSerializerContext;

/// <summary>Writes outcomes in camelCase.</summary>
internal sealed class OutcomeConverter() : JsonStringEnumConverter<DraftOutcome>(JsonNamingPolicy.CamelCase);

/// <summary>Records with the letters of every language as they are; these files are never put into a web page unescaped.</summary>
internal static class ReadableRecords
{
    public static RecordJson Json { get; } = new(new JsonSerializerOptions(RecordJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
