namespace Viml.Training.Fitting.Matching;

/// <summary>A text about music, and what it asks of the tags.</summary>
/// <param name="Text">The text.</param>
/// <param name="Wish">One number per tag, of unit length: above 0 where the music should have it, below where not.</param>
internal sealed record TrackText(string Text, float[] Wish);
