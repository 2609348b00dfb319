namespace Viml.Media;

/// <summary>What a file with sound says about itself, as ffmpeg tells on its way to decoding it.</summary>
/// <param name="DurationSeconds">Length in seconds as the file says; 0 where it does not.</param>
/// <param name="Title">
/// The title tag, from the file or its audio stream, cut at 255 bytes a line; null where missing or blank. So are the other tags.
/// </param>
/// <param name="Artist">The artist; where missing, the artist of the album.</param>
/// <param name="Album">The album.</param>
/// <param name="Genre">The genre.</param>
public sealed record SoundDescription(double DurationSeconds, string? Title, string? Artist, string? Album, string? Genre);
