namespace Viml.Models.Language;

/// <summary>The data files of this folder, which are part of the program.</summary>
internal static class EmbeddedFiles
{
    /// <summary>The bytes of a resource by its file name.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from this build.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads a JSON resource in which every key must be known.</summary>
    public static T ReadJson<T>(string name, Func<StrictJson, T> read) => ReadJson(Read(name), name, read);

    /// <summary>As above, for bytes at hand.</summary>
    public static T ReadJson<T>(byte[] utf8, string name, Func<StrictJson, T> read) => StrictJson.Parse(
        utf8, (expected, found, cause) => new InvalidDataException($"{name}: expected {expected}, found {found}.", cause), read);
}
