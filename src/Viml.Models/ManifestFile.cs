using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Viml.Engine.Files;

namespace Viml.Models;

/// <summary>
/// Reads and writes the JSON files that describe trained models. They are read key by key: preparing a serialiser takes a tenth of the time
/// of a short run.
/// </summary>
internal static class ManifestFile
{
    private const int MaximumBytes = 1_000_000;

    /// <summary>How manifests are written: indented, letters of every language as they are.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="ModelFileException">The file is missing, too large, not JSON, or has a wrong, unknown or missing key.</exception>
    public static T Read<T>(string path, Func<StrictJson, T> read)
    {
        // skips the byte order mark that some editors write
        using var text = new StreamReader(new MemoryStream(ModelFile.Read(path, MaximumBytes)));
        return StrictJson.Parse(
            Encoding.UTF8.GetBytes(text.ReadToEnd()), (expected, found, cause) => new ModelFileException(path, expected, found, cause),
            read);
    }

    /// <summary>Writes a manifest, whole or not at all.</summary>
    public static void Write(string path, string json) =>
        PendingFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(json + "\n")));

    /// <summary>Runs the checks of a configuration that a manifest states.</summary>
    /// <exception cref="ModelFileException">It is not usable.</exception>
    public static void Validate(string path, Action check)
    {
        try
        {
            check();
        }
        catch (ArgumentException fault)
        {
            throw new ModelFileException(path, "usable sizes", fault.Message, fault);
        }
    }

    public static TrainingRecord Training(StrictJson json) => new(json.Text("command"), json.Integer("seed"), json.Text("corpus"));

    public static Dictionary<string, double> Evaluation(StrictJson json) => json.Keys.ToDictionary(name => name, json.Number);
}
