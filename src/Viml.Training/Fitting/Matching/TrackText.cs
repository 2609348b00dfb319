namespace Viml.Training.Fitting.Matching;

/// <summary>A text about music, and what it asks of the tags.</summary>
/// <param name="Text">The text.</param>
/// <param name="Wish">One number per tag, of unit length: above 0 where the music should have it, below where not.</param>
/// <param name="IsOwn">Whether it describes this piece; else it is true of many.</param>
internal sealed record TrackText(string Text, float[] Wish, bool IsOwn = false);
