using System.Text.Json;
using Viml.Engine.Files;
using Viml.Models;

namespace Viml.Training.Datasets;

/// <summary>
/// Which base features a dataset holds: the encoder's name and version, features per step, steps per second (0 for one per clip).
/// </summary>
public sealed record DatasetEncoder(string Name, string Version, int Width, double Rate)
{
    /// <summary>The features of an encoder.</summary>
    internal static DatasetEncoder Of(IEncoder encoder) => new(encoder.Name, encoder.Version, encoder.Width, encoder.Rate);
}

/// <summary>
/// The head of a dataset, kept in <c>dataset.json</c>: what it is called, under which licence, how it was made (the command with its seed),
/// how many clips each split has and which encoders' features lie in <c>features/</c>.
/// </summary>
public sealed record DatasetInfo(
    string Name,
    string Licence,
    string Origin,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<DatasetEncoder> Encoders)
{
    /// <summary>The version of the format this program writes and reads.</summary>
    public const int Format = 1;

    /// <summary>The name of the file inside the dataset folder.</summary>
    public const string FileName = "dataset.json";

    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, Encoder = JsonText.Encoder };

    /// <summary>Reads <c>dataset.json</c> of <paramref name="folder"/>.</summary>
    /// <exception cref="DatasetException">The file is missing, is not JSON, or has an unknown, missing or wrong value.</exception>
    public static DatasetInfo Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new DatasetException(path, null, $"a dataset folder with {FileName}", "no such file");
        return StrictJson.Parse(File.ReadAllBytes(path), DatasetException.Of(path), json =>
        {
            var format = json.Count("format");
            if (format != Format)
                throw json.Error($"format {Format}", $"format {format}");
            return new DatasetInfo(
                json.Text("name"),
                json.Text("licence"),
                json.Text("origin"),
                json.Object("counts", counts => Splits.All.ToDictionary(split => split, counts.Count)),
                json.Objects("encoders", encoder => new DatasetEncoder(
                    encoder.Text("name"), encoder.Text("version"), encoder.Count("width"), encoder.Number("rate"))));
        });
    }

    /// <summary>Writes <c>dataset.json</c> into <paramref name="folder"/>, whole or not at all.</summary>
    public void Write(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        PendingFile.Write(Path.Combine(folder, FileName), stream =>
        {
            using var json = new Utf8JsonWriter(stream, WriterOptions);
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("name", Name);
            json.WriteString("licence", Licence);
            json.WriteString("origin", Origin);
            json.WriteStartObject("counts");
            foreach (var split in Splits.All)
                json.WriteNumber(split, Counts.GetValueOrDefault(split));
            json.WriteEndObject();
            json.WriteStartArray("encoders");
            foreach (var encoder in Encoders)
            {
                json.WriteStartObject();
                json.WriteString("name", encoder.Name);
                json.WriteString("version", encoder.Version);
                json.WriteNumber("width", encoder.Width);
                json.WriteNumber("rate", encoder.Rate);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
