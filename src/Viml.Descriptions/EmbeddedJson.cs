using Viml.Models;

namespace Viml.Descriptions;

/// <summary>The data files of this project, which are part of the program.</summary>
internal static class EmbeddedJson
{
    /// <summary>Reads a resource in which every key must be known.</summary>
    public static T Read<T>(string name, Func<StrictJson, T> read)
    {
        using var stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from this build.");
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        return StrictJson.Parse(
            utf8, (expected, found, cause) => new InvalidDataException($"{name}: expected {expected}, found {found}.", cause), read);
    }
}
