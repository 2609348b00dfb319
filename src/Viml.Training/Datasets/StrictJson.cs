using System.Globalization;
using System.Text.Json;

namespace Viml.Training.Datasets;

/// <summary>
/// Reads one JSON object and ignores nothing: missing keys, keys nobody asked for, doubled keys and values of another type are
/// <see cref="DatasetException"/>s that name the key. Ask for every key, then call <see cref="EnsureNothingElse"/>.
/// </summary>
internal sealed class StrictJson
{
    private readonly JsonElement _element;
    private readonly string _where; // "" at the top, "counts." inside
    private readonly string _path;
    private readonly int? _line;
    private readonly List<string> _known = [];

    private StrictJson(JsonElement element, string where, string path, int? line)
    {
        (_element, _where, _path, _line) = (element, where, path, line);
        if (element.ValueKind != JsonValueKind.Object)
            throw Error(where.Length == 0 ? "a JSON object" : $"an object for '{where.TrimEnd('.')}'", Show(element));
    }

    /// <summary>Reads the object in <paramref name="utf8"/> with <paramref name="read"/> and checks that every key was asked for.</summary>
    public static T Parse<T>(ReadOnlyMemory<byte> utf8, string path, int? line, Func<StrictJson, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var json = new StrictJson(document.RootElement, "", path, line);
            var value = read(json);
            json.EnsureNothingElse();
            return value;
        }
        catch (JsonException error)
        {
            throw new DatasetException(path, line, "a JSON object", $"text that is not JSON ({error.Message})", error);
        }
    }

    public string Text(string key) => Get(key, JsonValueKind.String, "a text").GetString()!;

    public string? TextOrNull(string key)
    {
        var value = Get(key);
        return value.ValueKind == JsonValueKind.Null ? null : Text(key);
    }

    public double Number(string key)
    {
        var value = Get(key, JsonValueKind.Number, "a number");
        return value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Error($"a finite number for '{_where}{key}'", Show(value));
    }

    public int Count(string key)
    {
        var value = Get(key, JsonValueKind.Number, "a whole number");
        return value.TryGetInt32(out var number) && number >= 0 ? number : throw Error($"a whole number of at least 0 for '{_where}{key}'", Show(value));
    }

    public T Object<T>(string key, Func<StrictJson, T> read)
    {
        var inner = new StrictJson(Get(key), $"{_where}{key}.", _path, _line);
        var value = read(inner);
        inner.EnsureNothingElse();
        return value;
    }

    /// <summary>As <see cref="Object"/>, for a key that may be missing.</summary>
    public T? ObjectOrDefault<T>(string key, Func<StrictJson, T> read)
    {
        if (_element.TryGetProperty(key, out _)) return Object(key, read);
        _known.Add(key);
        return default;
    }

    public IReadOnlyList<T> Objects<T>(string key, Func<StrictJson, T> read)
    {
        var items = new List<T>();
        foreach (var element in Get(key, JsonValueKind.Array, "a list").EnumerateArray())
        {
            var inner = new StrictJson(element, $"{_where}{key}[{items.Count.ToString(CultureInfo.InvariantCulture)}].", _path, _line);
            items.Add(read(inner));
            inner.EnsureNothingElse();
        }
        return items;
    }

    public IReadOnlyList<string> Texts(string key) =>
        [.. Get(key, JsonValueKind.Array, "a list of texts").EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw Error($"only texts in the list '{_where}{key}'", Show(item)))];

    /// <summary>The keys of this object, for objects that are maps (tags, texts by method).</summary>
    public IEnumerable<string> Keys => _element.EnumerateObject().Select(property => property.Name);

    public void EnsureNothingElse()
    {
        foreach (var key in Keys)
            if (!_known.Contains(key))
                throw Error($"only the keys {string.Join(", ", _known.Select(known => _where + known))}", $"the unknown key '{_where}{key}'");
    }

    public DatasetException Error(string expected, string found) => new(_path, _line, expected, found);

    private JsonElement Get(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
        return _element.TryGetProperty(key, out var value) ? value : throw Error($"the key '{_where}{key}'", $"only {string.Join(", ", Keys.DefaultIfEmpty("no keys"))}");
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
