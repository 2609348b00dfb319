using System.Text.Json;

namespace Viml.Models.Clip;

/// <summary>A JSON object of another project: keys that are missing or null take a default, unknown keys are ignored.</summary>
internal sealed class JsonFile
{
    private readonly string _path, _prefix;
    private readonly JsonElement _object;

    private JsonFile(string path, string prefix, JsonElement element) => (_path, _prefix, _object) = (path, prefix, element);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">
    /// The file is missing, larger than <paramref name="maximum"/> bytes, or not a JSON object.
    /// </exception>
    public static JsonFile Read(string path, int maximum)
    {
        try
        {
            using var document = JsonDocument.Parse(ModelFile.Read(path, maximum));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new JsonFile(path, "", document.RootElement.Clone());
        }
        catch (JsonException error)
        {
            throw new ModelFileException(path, "JSON", error.Message, error);
        }
        throw new ModelFileException(path, "a JSON object", "something else");
    }

    /// <summary>The kind of a value; undefined where the key is missing.</summary>
    public JsonValueKind ValueKind(string key) => Find(key)?.ValueKind ?? JsonValueKind.Undefined;

    /// <summary>An object under a key; an empty one where there is none.</summary>
    public JsonFile Object(string key)
    {
        var value = Find(key) ?? JsonDocument.Parse("{}").RootElement;
        return value.ValueKind == JsonValueKind.Object
            ? new JsonFile(_path, $"{_prefix}{key}.", value)
            : throw Fault(key, "an object", value);
    }

    /// <summary>A whole number.</summary>
    public int Integer(string key, int fallback) =>
        Find(key) is not { } value ? fallback
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Fault(key, "a whole number", value);

    /// <summary>A number.</summary>
    public double Number(string key, double fallback) =>
        Find(key) is not { } value ? fallback
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw Fault(key, "a number", value);

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool fallback) =>
        Find(key) is not { } value ? fallback
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Fault(key, "true or false", value);

    /// <summary>A text.</summary>
    public string Text(string key, string fallback) =>
        Find(key) is not { } value
            ? fallback
            : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault(key, "a text", value);

    /// <summary>A list of numbers; null where there is none.</summary>
    public float[]? Numbers(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number)
            ? [.. value.EnumerateArray().Select(item => (float)item.GetDouble())]
        : throw Fault(key, "a list of numbers", value);

    private JsonElement? Find(string key) =>
        _object.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private ModelFileException Fault(string key, string expected, JsonElement found) =>
        new(_path, $"{expected} under '{_prefix}{key}'", found.GetRawText());
}
