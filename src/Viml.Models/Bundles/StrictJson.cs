using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Viml.Models.Bundles;

/// <summary>Reads JSON files in which every key is known and none is missing; the errors name the key and list the known ones.</summary>
internal static class StrictJson
{
    private const long MaximumBytes = 1_000_000;

    private static readonly BundleJson Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The value as indented JSON text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Form<T>());

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is missing, too large, no JSON, or has a wrong, unknown or missing key.</exception>
    public static T Read<T>(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new ModelFileException(path, "a file", "none");
        if (info.Length > MaximumBytes)
            throw new ModelFileException(path, $"at most {MaximumBytes} bytes", $"{info.Length}");
        try
        {
            var text = File.ReadAllText(path);
            var given = JsonNode.Parse(text) as JsonObject ?? throw new ModelFileException(path, "a JSON object", "something else");
            var value = given.Deserialize(Form<T>())!;
            // Written back, the value has exactly the known keys.
            CompareKeys(path, "", (JsonObject)JsonSerializer.SerializeToNode(value, Form<T>())!, given);
            return value;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFileException(path, "JSON of the known form", error.Message, error);
        }
    }

    private static JsonTypeInfo<T> Form<T>() => (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!;

    private static void CompareKeys(string path, string parent, JsonObject known, JsonObject given)
    {
        var names = string.Join(", ", known.Select(pair => pair.Key));
        foreach (var (key, value) in given)
            if (!known.ContainsKey(key))
                throw new ModelFileException(path, $"only the keys {names}{Inside(parent)}", $"the unknown key '{key}'");
        foreach (var (key, value) in known)
        {
            if (!given.ContainsKey(key))
                throw new ModelFileException(path, $"the keys {names}{Inside(parent)}", $"no key '{key}'");
            if (value is JsonObject inner && given[key] is JsonObject givenInner)
                CompareKeys(path, parent.Length == 0 ? key : $"{parent}.{key}", inner, givenInner);
        }
    }

    private static string Inside(string parent) => parent.Length == 0 ? "" : $" in '{parent}'";
}

/// <summary>The shape of <c>bundle.json</c>, compiled ahead: finding it out at run time would take a good part of a short run.</summary>
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(Viml.Models.Music.DeepSimManifest))]
internal sealed partial class BundleJson : JsonSerializerContext;
