using System.Text.Json;

namespace Viml.Training.Datasets;

/// <summary>The tags of each window in the record of a corpus piece, <c>pieces/ID.json</c>.</summary>
internal static class PieceActivity
{
    /// <summary>Whether a clip is a piece of a corpus, composed and painted, not recorded.</summary>
    public static bool IsPiece(string dataset, string id) => File.Exists(PathOf(dataset, id));

    /// <summary>
    /// Which tags are true of each window: the instruments that sound in it, the genre and the moods. Null for a clip without a record.
    /// </summary>
    /// <exception cref="DatasetException">The record is not one of a piece.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, float>>? Read(string dataset, string id)
    {
        var path = PathOf(dataset, id);
        if (!File.Exists(path)) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var record = json.RootElement;
            string[] whole = [record.GetProperty("genre").GetString()!, .. Texts(record.GetProperty("moods"))];
            return [.. record.GetProperty("activity").EnumerateArray()
                .Select(window => Texts(window).Concat(whole).Distinct().ToDictionary(tag => tag, _ => 1f))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DatasetException(path, null, "the record of a piece", error.Message, error);
        }
    }

    private static string PathOf(string dataset, string id) => Path.Combine(dataset, "pieces", $"{id}.json");

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);
}
