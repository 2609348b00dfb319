using System.Text.Json;
using Viml.Training.Corpus.Composing;
using Viml.Training.Corpus.Latents;
using Viml.Training.Corpus.Rendering;
using Viml.Training.Datasets;

namespace Viml.Training.Corpus;

/// <summary>
/// <c>pieces/ID.json</c>: what a piece was made from (latents, soundfont, recording chain) and which instruments sound in each 3 s window of it.
/// </summary>
internal static class PieceRecord
{
    /// <summary>The window of the music encoder, in seconds.</summary>
    public const double WindowSeconds = 3;

    public static void Write(string path, Score score, string title, string soundFont, RecordingChain chain) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream);
        var latents = score.Latents;
        json.WriteStartObject();
        json.WriteString("id", latents.Id);
        json.WriteString("title", title);
        json.WriteNumber("seed", latents.Seed);
        json.WriteString("genre", latents.Genre);
        json.WriteString("style", latents.Style);
        Texts(json, "moods", latents.Moods);
        Texts(json, "instruments", latents.Instruments);
        Number(json, "valence", latents.Valence);
        Number(json, "arousal", latents.Arousal);
        Number(json, "tempo", latents.TempoBpm);
        json.WriteNumber("beatsPerBar", latents.BeatsPerBar);
        json.WriteBoolean("compound", latents.IsCompound);
        json.WriteNumber("key", latents.Key);
        json.WriteBoolean("major", latents.IsMajor);
        Number(json, "density", latents.Density);
        Number(json, "brightness", latents.Brightness);
        Number(json, "loudness", latents.Loudness);
        Number(json, "articulation", latents.Articulation);
        Number(json, "rubato", latents.Rubato);
        json.WriteStartArray("parts");
        foreach (var part in latents.Parts) json.WriteStringValue($"{part.Role}: {part.Voice}");
        json.WriteEndArray();
        json.WriteString("soundFont", soundFont);
        Chain(json, chain);
        Number(json, "windowSeconds", WindowSeconds);
        json.WriteStartArray("activity");
        foreach (var window in score.Activity(WindowSeconds))
        {
            json.WriteStartArray();
            foreach (var tag in window) json.WriteStringValue(tag);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>
    /// Which tags are true of each window of a piece: the instruments that sound in it, the genre and the moods. Null for a clip without a record.
    /// </summary>
    /// <exception cref="DatasetException">The record is not one of a piece.</exception>
    public static IReadOnlyList<IReadOnlyList<string>>? ReadActivity(string dataset, string id)
    {
        var path = Path.Combine(dataset, "pieces", $"{id}.json");
        if (!File.Exists(path)) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            string[] whole = [json.RootElement.GetProperty("genre").GetString()!, .. TextsOf(json.RootElement.GetProperty("moods"))];
            return [.. json.RootElement.GetProperty("activity").EnumerateArray().Select(window => (IReadOnlyList<string>)[.. TextsOf(window), .. whole])];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DatasetException(path, null, "the record of a piece", error.Message, error);
        }
    }

    private static IEnumerable<string> TextsOf(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);

    private static void Chain(Utf8JsonWriter json, RecordingChain chain)
    {
        json.WriteStartObject("recording");
        json.WriteString("kind", chain.Kind.ToString());
        json.WriteStartArray("equaliser");
        foreach (var (hertz, decibels) in chain.Equaliser)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(hertz));
            json.WriteNumberValue(Math.Round(decibels, 2));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        Number(json, "lowCut", chain.LowCut);
        Number(json, "highCut", chain.HighCut);
        Number(json, "roomSeconds", chain.RoomSeconds);
        Number(json, "roomShare", chain.RoomShare);
        Number(json, "compression", chain.Compression);
        Number(json, "drive", chain.Drive);
        Number(json, "hiss", chain.Hiss);
        Number(json, "hum", chain.Hum);
        Number(json, "crackle", chain.Crackle);
        json.WriteBoolean("mono", chain.Mono);
        Number(json, "level", chain.Level);
        json.WriteNumber("bitRate", chain.BitRate);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value) => json.WriteNumber(name, Math.Round(value, 3));

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
