using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Viml.Cli.Doctor;
using Viml.Cli.Libraries;
using Viml.Cli.ModelStores;
using Viml.Training.Datasets;

namespace Viml.Cli.Output;

/// <summary>Writes an answer as JSON: indented, camelCase, names and paths readable as they are.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        // The default escapes every letter outside ASCII, for HTML's sake; this goes to files and programs.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write<T>(TextWriter output, T answer, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options)) JsonSerializer.Serialize(writer, answer, type);
        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}

/// <summary>The shapes of every JSON answer, compiled ahead so that the first one costs nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(DatasetInfo))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(EncodersAnswer))]
[JsonSerializable(typeof(IndexAnswer))]
[JsonSerializable(typeof(LibraryListAnswer))]
[JsonSerializable(typeof(LibraryShowAnswer))]
[JsonSerializable(typeof(LibraryRemoveAnswer))]
[JsonSerializable(typeof(ModelListAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
