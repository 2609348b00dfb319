namespace Viml.Corpus.Pieces;

/// <summary>A piece whose files are complete, with everything that is true of it.</summary>
/// <param name="Id">Unique within a corpus.</param>
/// <param name="Video">Path of the video, relative to the corpus folder; null where none was painted.</param>
/// <param name="Music">Path of the music, relative to the corpus folder.</param>
/// <param name="DurationSeconds">Length of both.</param>
/// <param name="Tags">Tags of the vocabulary: instruments, genre, moods.</param>
/// <param name="Measures">What is known of the sound as numbers, each about [-1, 1].</param>
/// <param name="Descriptions">Texts about the music.</param>
public sealed record Piece(
    string Id, string? Video, string Music, double DurationSeconds,
    IReadOnlyList<string> Tags, IReadOnlyDictionary<string, float> Measures, IReadOnlyList<string> Descriptions);
