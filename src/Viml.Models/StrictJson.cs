using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Viml.Models;

/// <summary>
/// Reads one JSON object and ignores nothing: missing, unknown and duplicate keys and values of another type are errors that name the key.
/// </summary>
public sealed class StrictJson
{
    private readonly JsonElement _element;
    private readonly string _where; // "" at the top, "counts." inside
    private readonly Func<string, string, Exception?, Exception> _fault;
    private readonly List<string> _known = [];

    private StrictJson(JsonElement element, string where, Func<string, string, Exception?, Exception> fault)
    {
        (_element, _where, _fault) = (element, where, fault);
        if (element.ValueKind != JsonValueKind.Object)
            throw Error(where.Length == 0 ? "a JSON object" : $"an object for '{where.TrimEnd('.')}'", Show(element));
    }

    /// <summary>The keys of this object, for objects that are maps (tags, texts by method).</summary>
    public IEnumerable<string> Keys => _element.EnumerateObject().Select(property => property.Name);

    /// <summary>Reads the object in <paramref name="utf8"/> with <paramref name="read"/> and checks that it read every key.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="fault">Creates the exception from what was expected, what was found, and the cause or null.</param>
    /// <param name="read">Reads every key.</param>
    public static T Parse<T>(ReadOnlyMemory<byte> utf8, Func<string, string, Exception?, Exception> fault, Func<StrictJson, T> read)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new StrictJson(document.RootElement, "", fault).ReadAll(read);
        }
        catch (JsonException error)
        {
            throw fault("a JSON object", $"text that is not JSON ({error.Message})", error);
        }
    }

    /// <summary>A text.</summary>
    public string Text(string key) => Get(key, JsonValueKind.String, "a text").GetString()!;

    /// <summary>A text or null.</summary>
    public string? TextOrNull(string key) => Get(key).ValueKind == JsonValueKind.Null ? null : Text(key);

    /// <summary>A text, or null where the key is missing.</summary>
    public string? TextOrDefault(string key)
    {
        if (_element.TryGetProperty(key, out _)) return Text(key);
        _known.Add(key);
        return null;
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. Get(key, JsonValueKind.Array, "a list of texts").EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw Error($"only texts in the list '{_where}{key}'", Show(item)))];

    /// <summary>A point in time.</summary>
    public DateTimeOffset Time(string key)
    {
        var value = Get(key, JsonValueKind.String, "a time");
        return value.TryGetDateTimeOffset(out var time)
            ? time
            : throw Error($"a time such as 2026-01-31T12:00:00Z for '{_where}{key}'", Show(value));
    }

    /// <summary>A finite number.</summary>
    public double Number(string key)
    {
        var value = Get(key, JsonValueKind.Number, "a number");
        return value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Error($"a finite number for '{_where}{key}'", Show(value));
    }

    /// <summary>A whole number.</summary>
    public int Integer(string key) => Integer(key, int.MinValue, "a whole number");

    /// <summary>A whole number of at least 0.</summary>
    public int Count(string key) => Integer(key, 0, "a whole number of at least 0");

    /// <summary>True or false.</summary>
    public bool Flag(string key)
    {
        var value = Get(key);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Error($"true or false for '{_where}{key}'", Show(value));
    }

    /// <summary>An object inside this one.</summary>
    public T Object<T>(string key, Func<StrictJson, T> read) => new StrictJson(Get(key), $"{_where}{key}.", _fault).ReadAll(read);

    /// <summary>As <see cref="Object"/>, for a key that may be null.</summary>
    public T? ObjectOrNull<T>(string key, Func<StrictJson, T> read)
        where T : class => Get(key).ValueKind == JsonValueKind.Null ? null : Object(key, read);

    /// <summary>As <see cref="Object"/>, for a key that may be missing.</summary>
    public T? ObjectOrDefault<T>(string key, Func<StrictJson, T> read)
    {
        if (_element.TryGetProperty(key, out _)) return Object(key, read);
        _known.Add(key);
        return default;
    }

    /// <summary>A list of objects.</summary>
    public IReadOnlyList<T> Objects<T>(string key, Func<StrictJson, T> read)
    {
        var items = new List<T>();
        foreach (var element in Get(key, JsonValueKind.Array, "a list").EnumerateArray())
            items.Add(
                new StrictJson(element, $"{_where}{key}[{items.Count.ToString(CultureInfo.InvariantCulture)}].", _fault).ReadAll(read));
        return items;
    }

    /// <summary>The value of a key as indented text, whatever the white space of the file.</summary>
    public string Indented(string key)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (
            var writer = new Utf8JsonWriter(
                buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Get(key).WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The exception for a value of the right type that is wrong nevertheless.</summary>
    public Exception Error(string expected, string found) => _fault(expected, found, null);

    private T ReadAll<T>(Func<StrictJson, T> read)
    {
        var value = read(this);
        foreach (var key in Keys)
            if (!_known.Contains(key))
                throw Error(
                    $"only the keys {string.Join(", ", _known.Select(known => _where + known))}", $"the unknown key '{_where}{key}'");
        return value;
    }

    private int Integer(string key, int minimum, string expected)
    {
        var value = Get(key, JsonValueKind.Number, "a whole number");
        return value.TryGetInt32(out var number) && number >= minimum
            ? number
            : throw Error($"{expected} for '{_where}{key}'", Show(value));
    }

    private JsonElement Get(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
        return _element.TryGetProperty(key, out var value)
            ? value
            : throw Error($"the key '{_where}{key}'", $"only {string.Join(", ", Keys.DefaultIfEmpty("no keys"))}");
    }

    private JsonElement Get(string key, JsonValueKind kind, string expected)
    {
        var value = Get(key);
        return value.ValueKind == kind ? value : throw Error($"{expected} for '{_where}{key}'", Show(value));
    }

    private static string Show(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
    }
}
